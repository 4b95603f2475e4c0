// The log, by spdlog.
#include "cli/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "sekisho/utf8.h"

namespace sekisho::cli {

void log_to_standard_error() {
  auto logger = spdlog::stderr_logger_st("sekisho");
  logger->set_pattern("%H:%M:%S.%e %v");
  logger->set_level(spdlog::level::debug);
  spdlog::set_default_logger(logger);
}

void log_step(const std::string& text) {
  if (spdlog::get("sekisho") != nullptr) spdlog::debug("{}", harmless(text));
}

}  // namespace sekisho::cli
