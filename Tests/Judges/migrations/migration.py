"""Runs `godwit run` as a program, and reads what its catalog says about rows that it did not write."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile

from decoy import ROOT, end_with_parent


def program():
    return os.environ.get('GODWIT') or os.environ.get('GODWIT_PROGRAM') or os.path.join(
        ROOT, '.build', 'release', 'godwit')


class Project:
    """A project file and a data directory of its own. `map` is schema to database."""

    def __init__(self, source, destination, include, mapped, **more):
        self.folder = tempfile.mkdtemp(prefix='godwit-judge-project-')
        os.chmod(self.folder, 0o700)
        self.file = os.path.join(self.folder, 'project.json')
        self.data = os.path.join(self.folder, 'data')
        self.output = os.path.join(self.folder, 'output')
        self.process = None
        tables = more.pop('tables', None)
        self.description = {
            'name': 'judged', 'type': 'migration',
            'source': {'kind': 'oracle', 'url': source},
            'destination': {'kind': 'oceanbase', 'url': destination},
            'objects': {'include': include, 'map': mapped, **({'tables': tables} if tables else {})},
            'steps': more.pop('steps', ['schema', 'full']),
            'options': {'createDatabase': True, **more},
        }
        with open(self.file, 'w', encoding='utf-8') as file:
            json.dump(self.description, file)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.stop()
        if kind is None or not os.environ.get('GODWIT_JUDGE_KEEP'):
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print(f'(kept) {self.folder}', flush=True)

    def start(self):
        with open(self.output, 'ab') as output:
            self.process = subprocess.Popen(
                [program(), 'run', '-f', self.file, '--data', self.data, '--json'], stdin=subprocess.DEVNULL,
                stdout=output, stderr=output, start_new_session=True, preexec_fn=end_with_parent)

    def wait(self, limit):
        """The exit code; a run that does not end is ended and reported with its last lines."""
        try:
            return self.process.wait(limit)
        except subprocess.TimeoutExpired:
            raise AssertionError(f'godwit run did not end within {limit} s:\n{self.tail()}') from None
        finally:
            self.stop()

    def run(self, limit=600):
        self.start()
        return self.wait(limit)

    def stop(self, how=signal.SIGTERM):
        """Ends the run; with SIGKILL its components are left to end by themselves, as after a crash."""
        if not self.process:
            return
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def tail(self, lines=25):
        with open(self.output, encoding='utf-8', errors='replace') as file:
            return ''.join(file.readlines()[-lines:])

    def events(self):
        with open(self.output, encoding='utf-8', errors='replace') as file:
            found = []
            for line in file:
                try:
                    found.append(json.loads(line))
                except json.JSONDecodeError:
                    continue
            return found

    def end(self):
        """The event that closes the last run."""
        found = [event for event in self.events() if event.get('event') == 'end']
        assert found, 'godwit run said nothing about its end:\n' + self.tail()
        return found[-1]

    def catalog(self, statement, values=()):
        path = os.path.join(self.data, 'catalog.sqlite3')
        connection = sqlite3.connect(f'file:{path}?mode=ro', uri=True, timeout=30)
        try:
            return connection.execute(statement, values).fetchall()
        finally:
            connection.close()

    def objects(self):
        """(schema, name) of the source → what the catalog holds of the object."""
        found = {}
        for number, kind, schema, name, database, to, state, content in self.catalog(
                'select number, kind, source_schema, source_name, destination_schema, destination_name, state, content '
                'from project_object where is_removed = 0 order by number'):
            found[schema, name, kind] = Object(number, kind, schema, name, database, to, state, json.loads(content))
        return found

    def rejections(self, number):
        return [(chunk, json.loads(content)) for chunk, content in self.catalog(
            'select chunk_number, content from row_rejection where table_number = ? order by 1, ordinal', (number,))]

    def losses(self, number):
        found = self.catalog('select losses from table_copy where table_number = ?', (number,))
        return json.loads(found[0][0]) if found else {}

    def chunks(self, number):
        return self.catalog(
            'select number, chunk_range, state, position, row_count from chunk where table_number = ? order by 1',
            (number,))


class Object:
    def __init__(self, number, kind, schema, name, database, to, state, content):
        self.number, self.kind, self.schema, self.name = number, kind, schema, name
        self.database, self.to, self.state, self.content = database, to, state, content

    def notes(self):
        """Everything that the conversion said: severity, rule, subject, text."""
        found = []

        def walk(value):
            if isinstance(value, dict):
                if {'severity', 'rule', 'text'} <= value.keys():
                    found.append((value['severity'], value['rule'], value.get('subject', ''), value['text']))
                for member in value.values():
                    walk(member)
            elif isinstance(value, list):
                for member in value:
                    walk(member)
        walk(self.content)
        return found
