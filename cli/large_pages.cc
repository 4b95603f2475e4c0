// Large pages for the heap: a run takes its memory once and touches all of it, and the kernel clears 2 MiB at a time sooner than 512 pages one by one.
#include "cli/large_pages.h"

#include <algorithm>
#include <cstdint>   // any header of the C library: without one nobody knows yet which library it is

#if defined(__linux__) && defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace sekisho::cli {

#if defined(__linux__) && defined(__GLIBC__)

void prefer_large_pages() {
  constexpr size_t kReserved = (size_t{1} << 31) - (1 << 16);   // addresses only; memory is taken when it is touched
  constexpr uintptr_t kPage = 4096;
  mallopt(M_TOP_PAD, static_cast<int>(kReserved));
  mallopt(M_TRIM_THRESHOLD, -1);                  // what is free is taken again sooner than given back
  mallopt(M_MMAP_THRESHOLD, 32 << 20);            // the most there can be: large pieces come from the heap, too
  void* const begin = malloc(1 << 20);            // more than what the heap has left from before main(): it must grow
  const auto at = (reinterpret_cast<uintptr_t>(begin) + kPage - 1) & ~(kPage - 1);
  const auto end = reinterpret_cast<uintptr_t>(sbrk(0)) & ~(kPage - 1);
  // Where the kernel does not want to, all stays as it was. Of a large run the rest comes in small pages: a guest whose free memory went back to its host
  // pays for each large page with 512 small ones of the host's.
  constexpr size_t kInLargePages = size_t{256} << 20;
  if (begin != nullptr && at < end) (void)madvise(reinterpret_cast<void*>(at), std::min<size_t>(end - at, kInLargePages), MADV_HUGEPAGE);
  free(begin);
  // A further thread's heap, which has 64 MiB at most, is one piece from its beginning: else it grows page by page, each with a call that holds up all threads.
  mallopt(M_TOP_PAD, 64 << 20);
}

#else

void prefer_large_pages() {}

#endif

}  // namespace sekisho::cli
