"""ojdbc, by a small Java program."""

import os
import subprocess

from decoy import JUDGES

HERE = os.path.dirname(os.path.abspath(__file__))


def run(*arguments, options=()):
    done = subprocess.run(
        ['java', '-Xshare:auto', '-XX:TieredStopAtLevel=1', *options, '-cp', os.path.join(JUDGES, 'ojdbc11.jar'),
         os.path.join(HERE, 'java', 'Judge.java'), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=180)
    return done.stdout, done.stderr


def test_ojdbc(world):
    world.user().close()
    output, errors = run(world.decoy.address, f'judge{world.count}', 'secret')
    results = [line for line in output.splitlines() if line.startswith(('ok ', 'FAILED '))]
    if not results:
        yield 'start', output + errors
    for line in results:
        yield line.split(':')[0], None if line.startswith('ok ') else line + '\n' + errors
