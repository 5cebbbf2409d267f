# The peer of /api/status: the same JSON from the stack that the contract was first written for.
import time
from datetime import datetime, timezone

from flask import Flask, jsonify

app = Flask(__name__)
started = time.monotonic()


@app.get("/api/status")
def status():
    offline = {"running": False, "status": "offline"}
    return jsonify(
        cell_name="personal-internet-cell",
        domain="cell.local",
        uptime=int(time.monotonic() - started),
        peers_count=0,
        services={name: offline for name in ("network", "wireguard", "email", "calendar", "files", "routing", "vault", "sample")},
        timestamp=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
