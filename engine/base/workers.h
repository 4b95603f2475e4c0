// Workers: threads that stay. What one of them let go of in memory it takes again in its next piece of work; a thread that is made anew gets memory that nobody has touched,
// and fresh pages cost more than most of what is written into them.
#pragma once

#include <cstddef>
#include <functional>
#include <future>

namespace sekisho {

// Begins `work` in the worker of that number: the same thread each time it is free; while it is busy, and beyond the first few numbers, in a thread of its own. What `work`
// throws comes out of the future. Any thread may ask. Workers wait for more until the process ends, which does not wait for them.
std::future<void> begin_in_worker(size_t number, std::function<void()> work);

}  // namespace sekisho
