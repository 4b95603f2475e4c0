#!/usr/bin/env python3
"""The speed line of issue 8: sealing and verifying against `check`, on one plan with the shipped pack.

  sealing.py PROGRAM PLAN [--rounds N]

The commands take turns, round by round; figures are medians of wall and CPU seconds. "Input" is hashing the plan (sha256sum) and compressing it (zstd)
alone. Prints a table and each bar, met or not; exit code 1 when one is not. Only an otherwise idle machine gives wall times that mean something.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("program", type=os.path.abspath)
parser.add_argument("plan", type=os.path.abspath)
parser.add_argument("--rounds", type=int, default=5)
options = parser.parse_args()
program, plan = options.program, options.plan


def seconds(words, accepted):
    """Wall and CPU seconds of one process."""
    begin = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    code = os.waitstatus_to_exitcode(status)
    if code not in accepted:
        sys.exit(f"sealing.py: exit code {code} of {' '.join(words)}")
    return wall, used.ru_utime + used.ru_stime


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", "key.pem"], check=True, capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem"], check=True)
    commands = {
        "check": ([program, "check", plan, "-o", "csv"], (0, 1)),
        "hash the input": (["sha256sum", plan], (0,)),
        "compress the input": (["zstd", "-q", "-f", plan, "-o", "plan.zst"], (0,)),
        "seal": ([program, "seal", plan, "--key", "key.pem", "--force", "-o", "run.evb"], (0,)),
        "verify": ([program, "verify", "run.evb", "--key", "pub.pem"], (0,)),
        "rerun": ([program, "rerun", "run.evb"], (0,)),
    }
    taken = {name: [] for name in commands}
    for number in range(options.rounds + 1):   # the first warms caches
        for name, (words, accepted) in commands.items():
            figures = seconds(words, accepted)
            if number > 0:
                taken[name].append(figures)
    size = os.path.getsize("run.evb")

wall = {name: statistics.median(one for one, _ in figures) for name, figures in taken.items()}
cpu = {name: statistics.median(one for _, one in figures) for name, figures in taken.items()}
print(f"{options.rounds} rounds, plan of {os.path.getsize(plan)} bytes, bundle of {size} bytes")
for name in commands:
    print(f"  {name:<20} wall {wall[name]:7.3f} s   cpu {cpu[name]:7.3f} s")
failed = 0
for name, allowed in (("seal", 3 * wall["check"] + wall["hash the input"] + wall["compress the input"]), ("verify", wall["check"])):
    met = wall[name] <= allowed
    failed += not met
    print(f"{'met' if met else 'NOT MET'}: {name} {wall[name]:.3f} s of {allowed:.3f} s")
sys.exit(failed > 0)
