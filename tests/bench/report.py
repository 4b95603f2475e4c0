"""What a race found, for a terminal and as tests/bench/RESULTS.md."""
import os, platform, re

PREFACE = """# Results of the race

Written by `tests/bench/run.sh --record`; do not edit. All figures of a file come from one run on one machine: contestants take turns, a figure is the median of the rounds, and the spread stands beside it. Read ratios; seconds are the machine's.
"""

LEGEND = """## What the lines mean
- **json-floor** parses the file with simdjson's DOM, in a process of its own, and does nothing else. **regorus** and **OPA** evaluate the same sixteen checks in Rego.
- **sixteen checks**: `tests/bench/checks`. **whole pack**: the shipped ISMAP pack. Both write their findings as CSV to a file, unless *text* is said.
- **warm**: programs, plan and compiled packs have been used just before. **cold**: the page cache is emptied before each run, so that programs, plan and compiled packs come from the disk.
- **user's pack**: the rules of the ISMAP pack under other names, so that the shipped artifact does not help; *never compiled* starts with an empty cache.
- **peak** is the resident set at its largest; **× input** sets it against the plan's size.
- **320 checks**: twenty variants of the sixteen with other constants (`variants.py`), which find twenty times the failures.
- **large plans**: copies of 10,000 resources of the real plan, with names and addresses of their own (`generate.py`).
- **AWS Config snapshot**, **Cloud Asset lines**: 200 MB and 135 MB, made by `generate_aws_config.py` and `generate_assets.py`. **export-floor** unpacks and parses them with simdjson's DOM and does nothing else.
- **two threads**: throughput of one process with two threads, divided by that of two processes with one thread each that run at the same time.
"""


class Line:
    """One thing that was to be reached. `met` is None when it could not be measured."""

    def __init__(self, label, bar, met, figure):
        self.label, self.bar, self.met, self.figure = label, bar, met, figure

    def cells(self):
        return [self.label, self.bar, self.figure, {True: "met", False: "not met", None: "not measured"}[self.met]]


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"^model name\s*:\s*(.*)$", file.read(), re.M)
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(re.search(r"^MemTotal:\s*(\d+)", file.read(), re.M)[1]) / 2**20
    return [("processor", model[1] if model else platform.machine()), ("cores", str(len(os.sched_getaffinity(0)))),
            ("memory", f"{memory:.0f} GiB"), ("kernel", platform.release())]


class Report:
    def __init__(self):
        self.lines, self.tables, self.notes = [], [], []

    def line(self, line):
        self.lines.append(line)

    def note(self, text):
        self.notes.append(text)

    def table(self, title, contestants, input_size):
        rows = []
        for c in contestants:
            wall = sorted(1000 * w for w in c.wall)
            peak = max(c.peak)
            rows.append([c.name, f"{1000 * c.median('wall'):.1f}", f"{wall[0]:.1f}–{wall[-1]:.1f}", f"{1000 * c.median('cpu'):.1f}", f"{peak / 2**20:.1f}",
                         f"{peak / input_size:.1f}" if input_size and input_size > 1 << 20 else ""])
        self.tables.append((title, ["", "wall ms", "spread", "user + system ms", "peak MiB", "× input"], rows))

    def goals(self):
        return ["what", "at most (threads: at least)", "reached", ""], [line.cells() for line in self.lines]

    def plain(self, head):
        parts = ["\n".join(f"{key}: {value}" for key, value in head)]
        parts += [title + "\n" + aligned(columns, rows) for title, columns, rows in self.tables]
        parts += ["\n".join(self.notes)] if self.notes else []
        parts.append("Issues 4 and 5\n" + aligned(*self.goals()))
        return "\n\n".join(parts)

    def markdown(self, head):
        parts = [PREFACE, "\n".join(f"- {key}: {value}" for key, value in head) + "\n"]
        parts += ["\n".join(f"- {note}" for note in self.notes) + "\n"] if self.notes else []
        parts.append("## What issues 4 and 5 ask for\n" + piped(*self.goals()))
        parts += [f"## {title}\n" + piped(columns, rows) for title, columns, rows in self.tables]
        return "\n".join(parts + [LEGEND])


def aligned(columns, rows):
    widths = [max(len(row[i]) for row in [columns] + rows) for i in range(len(columns))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in [columns] + rows)


def piped(columns, rows):
    return "\n".join(["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)] + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"
