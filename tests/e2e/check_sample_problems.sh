#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the sample contest without the judge, so that the judge can be held against it: regenerates the
# data, runs the input validators, tries the output validators, and runs each jury submission and each
# contestant's submission with plain tools.
#
# Usage: check_sample_problems.sh [-j JOBS] [--only PROBLEM] [--no-contestants] [--no-java] [--margins]
#   --margins  fail, not only warn, when a run is too near to a limit to be a good sample
# Exit status: 0 everything as designed, 1 something is not, 2 wrong usage or a tool is missing.
set -euo pipefail
for tool in python3 g++ gcc prlimit; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/sample-problems.XXXXXX")
trap 'rm -rf "$work"' EXIT

cat >"$work/check.py" <<'PYTHON'
import argparse
import concurrent.futures
import filecmp
import math
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT, WORK = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
parser = argparse.ArgumentParser(prog="check_sample_problems.sh")
parser.add_argument("-j", type=int, default=os.cpu_count() or 1, dest="jobs")
parser.add_argument("--only", help="one problem")
parser.add_argument("--no-contestants", action="store_true")
parser.add_argument("--no-java", action="store_true")
parser.add_argument("--margins", action="store_true")
OPTIONS = parser.parse_args(sys.argv[3:])

CONTEST = ROOT / "problems/sample-contest"
MIB = 1 << 20
SUFFIXES = {".c", ".cpp", ".py", ".java"}
FOLDERS = {"accepted": "AC", "wrong_answer": "WA", "time_limit_exceeded": "TLE", "run_time_error": "RTE"}
failures = []
margins = []


def fail(message):
    failures.append(message)
    print("FAIL", message, flush=True)


# ---------------------------------------------------------------- running programs

class Usage:
    def __init__(self, status, cpu, wall, maxrss_kib, timed_out):
        self.status, self.cpu, self.wall, self.timed_out = status, cpu, wall, timed_out
        self.memory = maxrss_kib * 1024


def run(command, stdin=None, stdout=None, stderr=subprocess.DEVNULL, cwd=None, wall=60.0, limits=()):
    """Runs a program; CPU time and memory are those of the program and of what it has waited for."""
    start = time.monotonic()
    child = subprocess.Popen(["prlimit", *limits, "--", *map(str, command)], stdin=stdin or subprocess.DEVNULL,
                             stdout=stdout or subprocess.DEVNULL, stderr=stderr, cwd=cwd, start_new_session=True)
    late = threading.Event()

    def stop():
        late.set()
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    timer = threading.Timer(wall, stop)
    timer.start()
    _, status, usage = os.wait4(child.pid, 0)
    timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    return Usage(child.returncode, usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss,
                 late.is_set())


class Program:
    """A source file, compiled into a folder of its own."""

    def __init__(self, source):
        self.source = source
        self.java = source.suffix == ".java"
        self.command, self.log, self.compile_cpu = None, "", 0.0
        self.folder = WORK / "programs" / re.sub(r"\W", "_", str(source.relative_to(ROOT)))

    def compile(self):
        self.folder.mkdir(parents=True)
        suffix, target = self.source.suffix, self.folder / "program"
        if suffix == ".py":
            script = self.folder / self.source.name
            shutil.copy(self.source, script)
            compiler, self.command = [sys.executable, "-m", "py_compile", script], [sys.executable, script]
        elif suffix == ".java":
            text = self.source.read_text()
            public = re.search(r"^public\s+(?:final\s+)?class\s+(\w+)", text, re.M)
            name = public[1] if public else self.source.stem
            main = re.search(r"class\s+(\w+)(?:(?!\bclass\b).)*?public\s+static\s+void\s+main\b", text, re.S)
            shutil.copy(self.source, self.folder / f"{name}.java")
            compiler = ["javac", "-encoding", "UTF-8", "-d", self.folder, self.folder / f"{name}.java"]
            if main:
                self.command = ["java", "-XX:+UseSerialGC", "-cp", self.folder, main[1]]
            else:
                self.log = "no class with a main method"
        elif suffix == ".c":
            compiler, self.command = ["gcc", "-O2", "-std=gnu17", "-o", target, self.source, "-lm"], [target]
        else:
            compiler, self.command = ["g++", "-O2", "-std=gnu++23", "-o", target, self.source], [target]
        with open(self.folder / "log", "w+b") as log:
            usage = run(compiler, stdout=log, stderr=subprocess.STDOUT)
            self.compile_cpu = usage.cpu
            if usage.status != 0:
                log.seek(0)
                self.command, self.log = None, log.read().decode(errors="replace")
        return self


# ---------------------------------------------------------------- the default output validator

def number(token):
    """The value of a token which is a finite number as a whole."""
    if not re.fullmatch(rb"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", token):
        return None
    value = float(token)
    return value if math.isfinite(value) else None


def same(answer, output, flags):
    case, exact, relative, absolute, rest = False, False, None, None, list(flags)
    while rest:
        flag = rest.pop(0)
        if flag == "case_sensitive":
            case = True
        elif flag == "space_change_sensitive":
            exact = True
        elif flag in ("float_tolerance", "float_relative_tolerance", "float_absolute_tolerance"):
            value = float(rest.pop(0))
            relative = value if flag != "float_absolute_tolerance" else relative
            absolute = value if flag != "float_relative_tolerance" else absolute
        else:
            raise ValueError(f"unknown validator flag {flag}")
    if exact and re.findall(rb"[ \t-\r]+", answer) != re.findall(rb"[ \t-\r]+", output):
        return False
    expected, found = answer.split(), output.split()
    if len(expected) != len(found):
        return False
    for want, have in zip(expected, found):
        if want == have or (not case and want.lower() == have.lower()):
            continue
        wanted = number(want) if (relative, absolute) != (None, None) else None
        value = number(have)
        if wanted is None or value is None:
            return False
        error = abs(wanted - value)
        if not ((absolute is not None and error <= absolute)
                or (relative is not None and error <= relative * abs(wanted))):
            return False
    return True


# ---------------------------------------------------------------- problems

class Problem:
    def __init__(self, folder):
        self.folder, self.id = folder, folder.name
        text = (folder / "problem.yaml").read_text()
        key = lambda name, default: (re.search(rf"^ *{name}: *(.*?) *$", text, re.M) or [0, default])[1]
        self.flags = key("validator_flags", "").split()
        self.custom = key("validation", "default").startswith("custom")
        self.memory = int(key("memory", "2048")) * MIB
        self.output = int(key("output", "8")) * MIB
        self.time = None
        if (folder / ".timelimit").exists():
            self.time = float((folder / ".timelimit").read_text())
        if (folder / "domjudge-problem.ini").exists():
            self.time = float(re.search(r"timelimit *= *'?([0-9.]+)", (folder / "domjudge-problem.ini").read_text())[1])
        self.computed = self.time is None
        self.tests = sorted((folder / "data/sample").rglob("*.in")) + sorted((folder / "data/secret").rglob("*.in"))
        self.validators = []

    def programs(self, kind):
        """Validators of a kind: files, or folders with one source file."""
        for entry in sorted((self.folder / kind).iterdir()):
            sources = [entry] if entry.is_file() else sorted(entry.iterdir())
            yield from (Program(source) for source in sources if source.suffix in SUFFIXES)

    def label(self, test):
        return f"{self.id}/{test.relative_to(self.folder / 'data')}"

    def check_data(self):
        fresh = WORK / "fresh" / self.id
        for generator in sorted((self.folder / "generators").glob("*.py")):
            if run([sys.executable, generator, fresh]).status != 0:
                fail(f"{self.id}: generators/{generator.name} failed")
        ours, made = ({str(p.relative_to(base)): p for p in base.rglob("*") if p.is_file() or p.is_symlink()}
                      for base in (self.folder / "data/secret", fresh / "secret"))
        for name in sorted(ours.keys() | made.keys()):
            if name not in ours or name not in made:
                fail(f"{self.id}: data/secret/{name} is only {'generated' if name in made else 'committed'}")
            elif ours[name].is_symlink() or made[name].is_symlink():
                if not (ours[name].is_symlink() and made[name].is_symlink()
                        and os.readlink(ours[name]) == os.readlink(made[name])):
                    fail(f"{self.id}: data/secret/{name} is not the link that is generated")
            elif not filecmp.cmp(ours[name], made[name], shallow=False):
                fail(f"{self.id}: data/secret/{name} is not what is generated")

        for test in self.tests:
            if not test.with_suffix(".ans").exists():
                fail(f"{self.label(test)}: no answer file")
        checkers = [checker.compile() for checker in self.programs("input_validators")]
        if not checkers:
            fail(f"{self.id}: no input validator")
        garbage = WORK / f"{self.id}.garbage"
        garbage.write_bytes(b"garbage in\n")
        for checker in checkers:
            for test in self.tests:
                with open(test, "rb") as stdin:
                    if not checker.command or run(checker.command, stdin=stdin).status != 42:
                        fail(f"{self.label(test)}: refused by {checker.source.name}")
            with open(garbage, "rb") as stdin:
                if run(checker.command, stdin=stdin).status == 42:
                    # Any text can be a valid notice, but not one without a number first.
                    fail(f"{self.id}: {checker.source.name} takes garbage for valid input")

        if self.custom:
            self.validators = [validator.compile() for validator in self.programs("output_validators")]
            for validator in self.validators:
                if not validator.command:
                    fail(f"{self.id}: output validator does not compile\n{validator.log}")
        for test in self.tests:
            answer = test.with_suffix(".ans")
            if not self.judge(test, answer):
                fail(f"{self.label(test)}: the answer file itself is not accepted")
            if self.custom:
                self.try_validator(test, answer)

    def judge(self, test, output):
        if not self.custom:
            return same(test.with_suffix(".ans").read_bytes(), output.read_bytes(), self.flags)
        verdict = True
        for validator in self.validators:
            feedback = WORK / "feedback" / f"{threading.get_ident()}-{time.monotonic_ns()}"
            feedback.mkdir(parents=True)
            with open(output, "rb") as stdin:
                usage = run([*validator.command, test, test.with_suffix(".ans"), f"{feedback}/", *self.flags],
                            stdin=stdin, limits=[f"--as={self.memory}"])
            if usage.status not in (42, 43):
                fail(f"{self.label(test)}: output validator ended with {usage.status} on {output}")
            if not (feedback / "judgemessage.txt").exists():
                fail(f"{self.label(test)}: output validator left no judgemessage.txt")
            shutil.rmtree(feedback)
            verdict = verdict and usage.status == 42
        return verdict

    def try_validator(self, test, answer):
        right = answer.read_bytes()
        hostile = [b"", b"\n" * 1000, b"nan\n", b"inf", b"-1\n", b"0x1\n1\n", b"1e3", b"9" * 1000000,
                   b"99999999999999999999\n1\n", b"1\n99999999999999999999999\n", b"\0" * 100000, b"\xff\xfe",
                   right + b"0\n", right + b"x", right + b"\0", b"+" + right, b"0" + right, right.replace(b"\n", b".0\n", 1),
                   b"2 1 1\n", b"1000000\n" + b"1 " * 1000000, b"-" + right]
        sample = WORK / f"{self.id}.hostile"
        for output in hostile:
            sample.write_bytes(output)
            if self.judge(test, sample):
                fail(f"{self.label(test)}: output validator accepts {output[:40]!r}")
        sample.write_bytes(right.replace(b" ", b"\r\n\t"))
        if not self.judge(test, sample):
            fail(f"{self.label(test)}: output validator minds white space")


# ---------------------------------------------------------------- judging

class Result:
    def __init__(self, verdict, usage):
        self.verdict, self.usage = verdict, usage


def run_test(problem, program, test, time_limit):
    """Runs up to three times the limit, so that a time limit is exceeded clearly or not at all."""
    generous = 3 * time_limit
    # The address space is bounded only to spare this machine; the JVM reserves far more than it uses.
    space = [] if program.java else [f"--as={2048 * MIB}"]
    output = WORK / "output" / f"{threading.get_ident()}"
    output.parent.mkdir(exist_ok=True)
    with open(test, "rb") as stdin, open(output, "wb") as stdout:
        usage = run(program.command, stdin=stdin, stdout=stdout, cwd=program.folder, wall=max(2 * time_limit + 1, 10 * time_limit),
                    limits=[f"--cpu={math.ceil(generous)}", f"--stack={problem.memory}", f"--fsize={problem.output + 1}",
                            "--core=0", *space])
    size = output.stat().st_size
    if usage.memory > problem.memory:
        verdict = "MLE"
    elif usage.timed_out or usage.cpu > time_limit:
        verdict = "TLE"
    elif size > problem.output:
        verdict = "OLE"
    elif usage.status != 0:
        verdict = "RTE"
    else:
        verdict = "AC" if problem.judge(test, output) else "WA"
    return Result(verdict, usage)


def near(problem, program, result):
    """Whether a run is too near to the time limit, or to the memory limit, to be sure of its verdict."""
    if result.verdict == "TLE":
        return not result.usage.timed_out and result.usage.cpu < 2.9 * problem.time
    if result.verdict == "MLE":
        return result.usage.memory < 1.5 * problem.memory
    share = 0.6 if program.java else 0.4
    return result.usage.cpu > share * problem.time or result.usage.memory > 0.75 * problem.memory


def judge(problem, program, pool, name):
    """All tests of one submission; the verdict must not depend on how the verdicts of tests are folded."""
    if not program.command:
        return "CE", []

    def one(test):
        for attempt in range(3):
            result = run_test(problem, program, test, problem.time)
            if not near(problem, program, result):
                return result
        margins.append(f"{name} on {problem.label(test)}: {result.verdict} with {result.usage.cpu:.2f} s, "
                       f"{result.usage.memory // MIB} MiB")
        return result

    results = list(pool.map(one, problem.tests))
    bad = [result.verdict for result in results if result.verdict != "AC"]
    if len(set(bad)) > 1:
        fail(f"{name}: verdicts differ from test to test: {' '.join(result.verdict for result in results)}")
    return (bad[0] if bad else "AC"), results


def limit_from_accepted(problem, programs, pool):
    slowest = 0.0
    for program in programs:
        for test in problem.tests:
            slowest = max(slowest, run_test(problem, program, test, 10.0).usage.cpu)
    problem.time = float(max(1, math.ceil(slowest * 5)))


def describe(results):
    if not results:
        return ""
    return (f"{max(r.usage.cpu for r in results):.2f} s, {max(r.usage.memory for r in results) // MIB} MiB, "
            f"{sum(r.verdict != 'AC' for r in results)}/{len(results)} tests fail")


def main():
    java = not OPTIONS.no_java
    if java and not (shutil.which("javac") and shutil.which("java")):
        print("javac or java is missing (--no-java leaves those submissions out)", file=sys.stderr)
        return 2
    problems = {folder.name: Problem(folder) for folder in sorted((CONTEST / "problems").iterdir())
                if OPTIONS.only in (None, folder.name)}
    if not problems:
        print(f"no problem {OPTIONS.only}", file=sys.stderr)
        return 2
    pool = concurrent.futures.ThreadPoolExecutor(OPTIONS.jobs)
    wanted = lambda path: path.suffix in SUFFIXES and (java or path.suffix != ".java")

    total_cpu = total_sleep = 0.0

    def count(program, results, problem):
        # What a judge pays that stops a run at 1.1 times the time limit, or at the memory limit.
        nonlocal total_cpu, total_sleep
        total_cpu += program.compile_cpu
        for result in results:
            if result.usage.timed_out and result.usage.cpu < problem.time:
                total_sleep += 2 * problem.time + 1
            elif result.verdict == "MLE":
                total_cpu += result.usage.cpu * problem.memory / result.usage.memory
            else:
                total_cpu += min(result.usage.cpu, 1.1 * problem.time)

    for problem in problems.values():
        problem.check_data()
        jury = {folder: [Program(path) for path in sorted((problem.folder / "submissions" / folder).glob("*")) if wanted(path)]
                for folder in FOLDERS}
        list(pool.map(Program.compile, sum(jury.values(), [])))
        if problem.computed:
            limit_from_accepted(problem, jury["accepted"], pool)
        print(f"{problem.id}: {len(problem.tests)} tests, {problem.time:g} s{' (computed)' if problem.computed else ''}, "
              f"{problem.memory // MIB} MiB, output {problem.output // MIB} MiB", flush=True)
        for folder, programs in jury.items():
            for program in programs:
                name = f"{problem.id}/submissions/{folder}/{program.source.name}"
                verdict, results = judge(problem, program, pool, name)
                if folder == "accepted" and problem.computed:
                    count(program, results, problem)
                # Packages have no folder for programs that need too much memory.
                if ("RTE" if verdict == "MLE" else verdict) != FOLDERS[folder]:
                    fail(f"{name}: {verdict} {' '.join(r.verdict for r in results)}\n{program.log}")
                print(f"  {verdict:4} {folder}/{program.source.name}: {describe(results)}", flush=True)

    if not OPTIONS.no_contestants:
        expected = {}
        for line in (ROOT / "tests/data/sample-contest/expected.tsv").read_text(encoding="utf-8").splitlines():
            file, verdict, _ = line.split("\t")
            if file in expected:
                fail(f"expected.tsv: {file} stands there twice")
            expected[file] = verdict
        files = {str(path.relative_to(CONTEST / "submissions")): path
                 for path in sorted((CONTEST / "submissions").rglob("*")) if path.is_file()}
        for file in sorted(files.keys() ^ expected.keys()):
            fail(f"expected.tsv: {file} is {'not listed' if file in files else 'listed but missing'}")
        chosen = []
        for file, path in files.items():
            matches = path.suffix in SUFFIXES and (CONTEST / "problems" / path.stem).is_dir()
            if not matches or expected.get(file) == "UNMATCHED":
                if matches or expected.get(file) != "UNMATCHED":
                    fail(f"{file}: should it match a problem?")
            elif path.stem in problems and wanted(path):
                chosen.append((file, Program(path)))
        list(pool.map(Program.compile, [program for _, program in chosen]))
        solved = {}
        for file, program in chosen:
            problem = problems[program.source.stem]
            verdict, results = judge(problem, program, pool, file)
            count(program, results, problem)
            if verdict != expected.get(file):
                fail(f"{file}: {verdict}, expected {expected.get(file)}: {' '.join(r.verdict for r in results)}\n{program.log}")
            print(f"  {verdict:4} {file}: {describe(results)}", flush=True)
            who = solved.setdefault(program.source.parent.name, set())
            if verdict == "AC":
                who.add(problem.id)
        print("solved:", ", ".join(f"{who} {len(ids)}" for who, ids in sorted(solved.items(), key=lambda s: -len(s[1]))))
        print(f"grading the contest: about {total_cpu:.0f} s of CPU time and {total_sleep:.0f} s of waiting")

    for text in margins:
        print("near a limit:", text)
    if failures:
        print(f"{len(failures)} failed")
    return 1 if failures or (OPTIONS.margins and margins) else 0


sys.exit(main())
PYTHON
python3 "$work/check.py" "$root" "$work" "$@"
