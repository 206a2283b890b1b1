# SPDX-License-Identifier: GPL-3.0-or-later
"""An authority and a server certificate for 127.0.0.1, made for one run."""
import subprocess
from pathlib import Path


class Certificates:
    def __init__(self, folder: Path):
        folder.mkdir()
        self.ca = folder / "ca.pem"
        self.certificate = folder / "server.pem"
        self.key = folder / "server.key"
        self.chain = folder / "chain.pem"  # certificate and key, for brokers that need one file
        self._folder = folder
        self._make_authority()
        self._make_server()
        self.chain.write_text(self.certificate.read_text() + self.key.read_text())

    def _make_authority(self) -> None:
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-noenc", "-days", "2", "-subj", "/CN=Standin interop CA",
                      "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", "ca.key", "-out", self.ca.name)

    def _make_server(self) -> None:
        extensions = self._folder / "server.ext"
        extensions.write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n"
                              "basicConstraints=CA:FALSE\n")
        self._openssl("req", "-new", "-newkey", "rsa:2048", "-noenc", "-subj", "/CN=localhost",
                      "-keyout", self.key.name, "-out", "server.csr")
        self._openssl("x509", "-req", "-in", "server.csr", "-CA", self.ca.name, "-CAkey", "ca.key", "-CAcreateserial",
                      "-days", "2", "-extfile", extensions.name, "-out", self.certificate.name)

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self._folder, check=True, capture_output=True)
