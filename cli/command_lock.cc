// `sekisho lock`: writes down what the project's packs are now.
#include <iostream>

#include "cli/commands.h"
#include "cli/lock.h"
#include "cli/settings.h"
#include "cli/shipped.h"
#include "cli/terminal.h"
#include "sekisho/file.h"

namespace sekisho::cli {

ExitCode run_lock(const Arguments& arguments) {
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  Lock lock;
  for (const std::string& pack : packs_of(*settings)) {
    Result<LockedPack> locked = lock_pack(pack, {});
    if (!locked) return refuse(locked.error());
    std::cout << locked->name << "  " << (locked->commit.empty() ? "" : locked->commit + "  ") << locked->tree << "\n";
    lock.packs.push_back(std::move(*locked));
  }
  const Result<void> written = write_file_atomically(settings->lock_file, write_lock(lock));
  return written ? kGood : refuse(written.error());
}

}  // namespace sekisho::cli
