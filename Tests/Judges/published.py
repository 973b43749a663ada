"""python-oracledb's own test suite against Decoy.

`left-out.txt` names the cases that do not apply or do not pass yet, each with its reason. A case that passes although
it is left out is a failure too, so the list can only shrink; `?` before a name says that it depends on the moment. A
file with an unexpected failure is run once more, and says so: one that needs this often is a bug.
"""

import concurrent.futures
import fnmatch
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from decoy import JUDGES

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDERS = ['connection', 'cursor', 'data_types', 'hooks', 'misc', 'pool']
FILE_LIMIT_SECONDS = 150
LANES = 2


def left_out():
    patterns = []
    with open(os.path.join(HERE, 'left-out.txt'), encoding='utf-8') as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if line and not line.startswith('#'):
                pattern, _, reason = line.partition(' ')
                assert reason.strip(), f'left-out.txt line {number} gives no reason'
                patterns.append(pattern)
    return patterns


def prepare(folder):
    tests = os.path.join(folder, 'tests')
    shutil.copytree(os.path.join(JUDGES, 'oracledb-tests'), tests)
    scripts = os.path.join(tests, 'sql')
    os.makedirs(scripts)
    published = os.path.join(JUDGES, 'schemas', 'test')
    with open(os.path.join(scripts, 'create_schema.sql'), 'w', encoding='utf-8') as file:
        for path in [os.path.join(published, 'setup_test_exec.sql'), os.path.join(HERE, 'schemas', 'supplement.sql')]:
            with open(path, encoding='utf-8') as part:
                file.write(part.read() + '\n')
    shutil.copy(os.path.join(published, 'drop_test_exec.sql'), os.path.join(scripts, 'drop_schema.sql'))
    for name in ['create_schema_21', 'create_schema_23_4', 'create_schema_23_5', 'create_schema_23_7']:
        with open(os.path.join(scripts, name + '.sql'), 'w', encoding='utf-8'):
            pass
    return tests


def run(tests, part, environment):
    """The cases of a file as pairs of name and outcome, or the reason why there are none."""
    report = os.path.join(tests, part.replace('/', '-') + '.xml')
    try:
        done = subprocess.run(
            [sys.executable, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--tb=line', f'--junitxml={report}', part],
            cwd=tests, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=FILE_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return [('', 'hangs')]
    if not os.path.exists(report):
        return [('', done.stdout[-1500:])]
    cases = []
    for case in xml.etree.ElementTree.parse(report).iter('testcase'):
        problem = case.find('failure')
        problem = case.find('error') if problem is None else problem
        if problem is not None:
            cases.append((case.get('name'), (problem.get('message') or '')[:300]))
        elif case.find('skipped') is None:
            cases.append((case.get('name'), None))
    return cases


def environment(world, lane):
    """Of one lane: two lanes run side by side, each with users of its own."""
    return dict(
        os.environ, PYO_TEST_MAIN_USER=f'pythontest{lane}', PYO_TEST_MAIN_PASSWORD='dev_1',
        PYO_TEST_PROXY_USER=f'pythontestproxy{lane}', PYO_TEST_PROXY_PASSWORD='dev_2',
        PYO_TEST_CONNECT_STRING=world.decoy.address, PYO_TEST_ADMIN_USER='system', PYO_TEST_ADMIN_PASSWORD='decoy',
        PYO_TEST_EDITION_NAME='pythonedition', PYTHONDONTWRITEBYTECODE='1')


def unexpected(part, cases, patterns):
    return [name for name, outcome in cases if outcome and not matching(patterns, f'{part}::{name}', set())]


def run_lane(world, lane, parts, patterns):
    with tempfile.TemporaryDirectory(prefix='godwit-judge-') as folder:
        tests = prepare(folder)
        variables = environment(world, lane)
        found = [(f'create_schema.py::{lane} {name}', outcome)
                 for name, outcome in run(tests, 'create_schema.py', variables)]
        for part in parts:
            cases = run(tests, part, variables)
            if unexpected(part, cases, patterns):
                print(f'(again) {part}: {unexpected(part, cases, patterns)}', flush=True)
                cases = run(tests, part, variables)
            found += [(f'{part}::{name}', outcome) for name, outcome in cases]
        return found


def test_suite(world):
    patterns = left_out()
    used = set()
    source = os.path.join(JUDGES, 'oracledb-tests')
    parts = [
        f'{part}/{name}' for part in FOLDERS for name in sorted(os.listdir(os.path.join(source, part)))
        if name.startswith('test_') and name.endswith('.py') and not matching(patterns, f'{part}/{name}', used)]
    parts.sort(key=lambda part: -os.path.getsize(os.path.join(source, part)))
    with concurrent.futures.ThreadPoolExecutor(LANES) as pool:
        lanes = [
            pool.submit(run_lane, world, lane, parts[lane::LANES], patterns) for lane in range(LANES)]
        for full, outcome in [case for lane in lanes for case in lane.result()]:
            pattern = matching(patterns, full, used)
            if not pattern:
                yield full, outcome
            elif outcome is None and not pattern.startswith('?'):
                yield full, 'It passes: take it out of left-out.txt.'
    for pattern in patterns:
        if pattern not in used:
            yield pattern, 'left-out.txt names no case that there is.'


def matching(patterns, name, used):
    for pattern in patterns:
        if fnmatch.fnmatchcase(name, pattern.removeprefix('?')):
            used.add(pattern)
            return pattern
    return None
