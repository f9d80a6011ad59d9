"""A small OpenID provider on this machine: discovery, keys, tokens signed with RSA, user data."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from jwt.algorithms import RSAAlgorithm

CLIENT_ID = "klartext"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class OpenIDProvider:
    """What it says about the next person to come stands in `claims` and `details`."""

    def __init__(self, name: str = "corp") -> None:
        self.name = name
        self.claims: dict = {"sub": "1"}
        # What it says when asked for more; None for the same as in the token.
        self.details: dict | None = None
        self.asked: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self.token_issuer = self.issuer

    def __enter__(self) -> "OpenIDProvider":
        threading.Thread(target=self._server.serve_forever, args=[0.01], daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def configured(self) -> dict:
        """As in the variable OIDC_PROVIDERS."""
        return {
            "id": self.name,
            "name": f"{self.name.title()} sign-in",
            "issuer": self.issuer,
            "client_id": CLIENT_ID,
            "client_secret": "a secret of both",
        }

    def answer(self, path: str) -> dict:
        self.asked.append(path)
        return {
            "/.well-known/openid-configuration": self._discovery,
            "/token": self._token,
            "/userinfo": lambda: self.details or self.claims,
            "/keys": self._keys,
        }[path]()

    def _discovery(self) -> dict:
        return {
            "issuer": self.token_issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _token(self) -> dict:
        now = int(time.time())
        standard = {"iss": self.token_issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        token = jwt.encode(standard | self.claims, _KEY, "RS256", headers={"kid": "one"})
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}

    def _keys(self) -> dict:
        key = json.loads(RSAAlgorithm.to_jwk(_KEY.public_key()))
        return {"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]}


def _handler(provider: OpenIDProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(provider.answer(urlsplit(self.path).path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Tests stay quiet."""

    return Handler


def come_by(provider: OpenIDProvider, client: Client, *, process: str = "login", back_to: str = ""):
    """Go to the provider and come back with a code, as a browser does; the last answer."""
    login = reverse("openid_connect_login", args=[provider.name])
    sent = client.post(f"{login}?process={process}")
    state = parse_qs(urlsplit(sent["Location"]).query)["state"][0]
    callback = reverse("openid_connect_callback", args=[back_to or provider.name])
    return client.get(callback, {"code": "a code", "state": state})


def sign_up_by(provider: OpenIDProvider, client: Client, **values):
    """Come for the first time and choose a name."""
    come_by(provider, client)
    form = {"email": "lena@example.org", "display_name": "Lena Brandt"}
    return client.post(reverse("socialaccount_signup"), form | values)
