// The last wall: whatever goes wrong inside, the caller gets an exit code that says whose fault it is.
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/large_pages.h"

int main(int count, char** words) {
  sekisho::cli::prefer_large_pages();
  std::signal(SIGXFSZ, SIG_IGN);   // a limit on the size of files is an error of writing, after which nothing half-written may stay
  try {
    const int code = sekisho::cli::run(std::vector<std::string>(words + 1, words + count));
    std::cout.flush();
    if (!std::cout && code < sekisho::cli::kBadInput) {
      std::cerr << "error: cannot write to standard output\n";
      return sekisho::cli::kBadInput;
    }
    std::cerr.flush();
    std::_Exit(code);
  } catch (const std::bad_alloc&) {
    std::cerr << "error: out of memory\n";
  } catch (const std::exception& exception) {
    std::cerr << "error: this is a bug of sekisho: " << exception.what() << "\n";
  }
  return sekisho::cli::kOurError;
}
