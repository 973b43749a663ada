"""TCPS: python-oracledb and ojdbc before a Decoy that speaks TLS, and before the wrong kind of port."""

import datetime
import ipaddress
import os
import shutil
import ssl
import subprocess
import tempfile
import time

import oracledb

import decoy
import java


def certificate(folder, name):
    """A certificate for 127.0.0.1 that signs itself, with its key; gives the path of the certificate."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, '127.0.0.1')])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address('127.0.0.1'))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True).sign(key, hashes.SHA256()))
    with open(os.path.join(folder, f'{name}.pem'), 'wb') as file:
        file.write(made.public_bytes(serialization.Encoding.PEM))
    with open(os.path.join(folder, f'{name}-key.pem'), 'wb') as file:
        file.write(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return os.path.join(folder, f'{name}.pem')


def trust_store(path):
    """The same certificate as Java wants it."""
    store = path.replace('.pem', '.p12')
    if not os.path.exists(store):
        subprocess.run(
            ['keytool', '-importcert', '-noprompt', '-alias', 'decoy', '-file', path, '-keystore', store,
             '-storetype', 'PKCS12', '-storepass', 'secret'], check=True, capture_output=True, timeout=60)
    return [f'-Djavax.net.ssl.trustStore={store}', '-Djavax.net.ssl.trustStoreType=PKCS12',
            '-Djavax.net.ssl.trustStorePassword=secret']


def by_oracledb(address, trusted):
    """What the server said, or the error."""
    try:
        with oracledb.connect(
                user='system', password='decoy', dsn=address, tcp_connect_timeout=10,
                ssl_context=ssl.create_default_context(cafile=trusted)) as connection, connection.cursor() as cursor:
            cursor.execute("select 'said ' || dummy, rpad('x', 4000, 'x') from dual connect by level <= 500")
            rows = cursor.fetchall()
            assert len(rows) == 500 and len(rows[499][1]) == 4000
            return rows[0][0]
    except (oracledb.Error, OSError) as error:
        return f'refused: {error}'


def by_ojdbc(address, trusted):
    output, errors = java.run(
        address, 'system', 'decoy', 'dual', options=[*trust_store(trusted), '-Doracle.net.CONNECT_TIMEOUT=10000'])
    return 'said X' if output == '# dual\nX\n' else f'refused: {errors or output}'


def cases(reader, encrypted, plain, good, stranger):
    """(what, address, trusted certificate, words of which one is in the answer)."""
    for what, address, trusted, words in [
        ('over TLS', f'tcps://{encrypted}', good, ['said X']),
        ('a name that is not in the certificate', f'tcps://{encrypted.replace("127.0.0.1", "localhost")}', good,
         ['refused: ']),
        ('a certificate that nobody vouches for', f'tcps://{encrypted}', stranger, ['refused: ']),
        ('in the clear at a port for TLS', encrypted, good, ['refused: ']),
        ('TLS at a port in the clear', f'tcps://{plain}', good, ['refused: ']),
    ]:
        began = time.monotonic()
        answer = reader(address, trusted)
        took = time.monotonic() - began
        error = None
        if not any(answer.startswith(word) for word in words):
            error = answer
        # A Java program takes its time to begin on a busy machine.
        elif took > 90:
            error = f'it took {took:.0f} s: {answer}'
        elif what.startswith('a ') and not any(
                word in answer.lower() for word in ('certificate', 'certification', 'match', 'pkix', 'ssl', 'tls')):
            error = f'the reason is not named: {answer}'
        yield f'{reader.__name__} {what}', error


def test_tcps(world):
    folder = tempfile.mkdtemp(prefix='godwit-judge-tls-')
    try:
        good, stranger = certificate(folder, 'good'), certificate(folder, 'stranger')
        options = ['--tls-certificate', good, '--tls-key', good.replace('.pem', '-key.pem')]
        with decoy.Decoy(*options) as encrypted:
            for reader in (by_oracledb, by_ojdbc):
                yield from cases(reader, encrypted.address, world.decoy.address, good, stranger)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
