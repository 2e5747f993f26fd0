# SPDX-License-Identifier: Apache-2.0
"""A real SMTP server (aiosmtpd) for the tests, which misbehaves as the recipient's name says:

    later-N-…   is told 451 the first N times
    never-…     is told 550
    refused-…   is told 554 after DATA
    slow-…      its DATA is answered after five seconds, the first time
    think-…     its DATA is answered after 0.7 seconds
    cut-N-…     the connection is cut in the middle of DATA, the first N times
    quit-…      QUIT is not answered for a minute

    smtpd.py [--tls CERT KEY] [--implicit] [--user NAME PASSWORD] [--ascii] [--port PORT]

Prints {"port"}, then one line of JSON for each mail it has taken: {"from","to","mail","tls","user",
"helo","options"}, and for each that it saw and did not take: {"refused"}. Ends with its parent.
"""
import argparse
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, Session


def say(**what):
    print(json.dumps(what), flush=True)


class Handler:
    def __init__(self):
        self.seen = {}

    def count(self, address):
        self.seen[address] = self.seen.get(address, 0) + 1
        return self.seen[address]

    async def handle_RCPT(self, server, session, envelope, address, options):
        words = address.split("-")
        if words[0] == "never":
            say(refused=address)
            return "550 5.1.1 No such user"
        if words[0] == "later" and self.count(address) <= int(words[1]):
            say(refused=address)
            return "451 4.7.1 Greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("-")[0]
        if name == "refused":
            say(refused=envelope.rcpt_tos[0])
            return "554 5.7.1 Not wanted"
        if name == "slow":
            say(slow=envelope.rcpt_tos[0], mail=envelope.original_content.decode())
            if self.count(envelope.rcpt_tos[0]) == 1:
                await asyncio.sleep(5)
        if name == "think":
            await asyncio.sleep(0.7)
        say(
            **{
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "mail": envelope.original_content.decode("utf-8", "replace"),
                "tls": session.ssl is not None,
                "user": getattr(session.auth_data, "login", b"").decode(),
                "helo": session.host_name,
                "options": envelope.mail_options,
            }
        )
        return "250 OK"


class Server(SMTP):
    async def smtp_DATA(self, arg):
        address = (self.envelope.rcpt_tos or [""])[0]
        words = address.split("-")
        if words[0] == "cut" and self.event_handler.count(address) <= int(words[1]):
            await self.push("354 Go on")
            await self._reader.readline()
            say(refused=address)
            self.transport.abort()
            return
        self.quiet = words[0] == "quit"
        await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg):
        if getattr(self, "quiet", False):
            await asyncio.sleep(60)
        await super().smtp_QUIT(arg)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--implicit", action="store_true")
    parser.add_argument("--user", nargs=2)
    parser.add_argument("--ascii", action="store_true")
    options = parser.parse_args()
    context = None
    if options.tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*options.tls)

    def authenticator(server, session: Session, envelope, mechanism, data):
        good = options.user == [data.login.decode(), data.password.decode()]
        return AuthResult(success=good, auth_data=data)

    handler = Handler()

    def serve():
        return Server(
            handler,
            hostname="mail.test",
            enable_SMTPUTF8=not options.ascii,
            tls_context=None if options.implicit else context,
            require_starttls=bool(options.tls) and not options.implicit and bool(options.user),
            auth_required=bool(options.user),
            auth_require_tls=bool(options.tls) and not options.implicit,
            authenticator=authenticator if options.user else None,
        )

    loop = asyncio.get_running_loop()
    secure = context if options.implicit else None
    server = await loop.create_server(serve, "127.0.0.1", options.port, ssl=secure)
    say(port=server.sockets[0].getsockname()[1])
    # Its input ends with whoever started it.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
