// Forwards to the public header, which is what the command line includes.
#pragma once

#include "sekisho/json_writer.h"
