# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Shared by bench/run and bench/selftest: own processes, a folder that goes away, free ports.

scratch=$(mktemp -d)
server_pid=

server_stop() {
    [[ -n $server_pid ]] || return 0
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
    server_pid=
}

finish() {
    declare -F cluster_stop >/dev/null && cluster_stop
    declare -F redis_stop >/dev/null && redis_stop
    server_stop
    rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 130' INT TERM

answers() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# A port on 127.0.0.1 that nobody listens on, below the range of outgoing connections.
port_find() {
    local port
    while port=$((20000 + RANDOM % 10000)); answers "$port"; do :; done
    echo "$port"
}

# server_start PORT COMMAND…: starts it on the server's core and waits until it listens. One server
# at a time: what a failed run left behind is ended first.
server_start() {
    local port=$1
    shift
    server_stop
    "${on_server_core[@]}" "$@" >"$scratch/server.log" 2>&1 &
    server_pid=$!
    for ((i = 0; i < 200; i++)); do
        answers "$port" && return 0
        kill -0 "$server_pid" 2>/dev/null || break
        sleep 0.05
    done
    echo "bench: the server did not start:" >&2
    tail -n 5 "$scratch/server.log" >&2
    return 1
}

# With two cores or more the server has core 0 to itself and the generator core 1.
on_server_core=() on_load_core=()
if command -v taskset >/dev/null && [[ $(nproc) -ge 2 ]]; then
    on_server_core=(taskset -c 0)
    on_load_core=(taskset -c 1)
fi
