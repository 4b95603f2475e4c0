// Large pages for the heap of this process.
#pragma once

namespace sekisho::cli {

// Asks the kernel for large pages below the heap. Call it first in main(); where that is not to be had, nothing changes.
void prefer_large_pages();

}  // namespace sekisho::cli
