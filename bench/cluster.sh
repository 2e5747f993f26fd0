# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by bench/run: PostgreSQL, Redis and several instances that share them. The instances have
# the server's core, Redis and PostgreSQL the generator's. Sets redis_pid, which redis_stop ends.

postgres_bin=$(find /usr/lib/postgresql -name pg_ctl 2>/dev/null | sort -V | tail -n 1)
postgres_bin=${postgres_bin%/pg_ctl}
postgres_port='' redis_port='' database=0
instance_pids=() instance_flags=()

# PostgreSQL refuses to run as root.
as_postgres() {
    if [[ $(id -u) -eq 0 ]]; then
        setpriv --reuid postgres --regid postgres --clear-groups env HOME="$scratch" "$@"
    else
        "$@"
    fi
}

query() {
    psql -h 127.0.0.1 -p "$postgres_port" -U muster -d postgres -qAtX -c "$1"
}

stores_versions() {
    "$postgres_bin/postgres" --version | sed 's/.*) \([0-9.]*\).*/PostgreSQL \1/' | tr '\n' ' '
    redis-server --version | sed 's/.* v=\([^ ]*\).*/Redis \1/'
}

# fsync is on: that is what an acknowledgement promises. Statements are counted.
postgres_start() {
    local folder=$scratch/postgres
    chmod 755 "$scratch"
    install -d -m 700 "$folder"
    [[ $(id -u) -ne 0 ]] || chown postgres:postgres "$folder"
    as_postgres "$postgres_bin/initdb" -D "$folder" -U muster -A trust --no-locale -E UTF8 \
        >"$scratch/initdb.log" 2>&1 || return 1
    postgres_port=$(port_find)
    as_postgres "${on_load_core[@]}" "$postgres_bin/pg_ctl" -D "$folder" -w -t 60 \
        -l "$folder/log" -o "-p $postgres_port -c listen_addresses=127.0.0.1 $(
            )-c unix_socket_directories= -c shared_preload_libraries=pg_stat_statements" \
        start >/dev/null || return 1
    query 'CREATE EXTENSION pg_stat_statements'
}

postgres_stop() {
    [[ -n $postgres_port ]] || return 0
    as_postgres "$postgres_bin/pg_ctl" -D "$scratch/postgres" -m fast -w stop >/dev/null 2>&1 ||
        echo 'bench: PostgreSQL did not stop' >&2
    postgres_port=
}

# server_wait PORT PID LOG
server_wait() {
    for ((i = 0; i < 200; i++)); do
        answers "$1" && return 0
        kill -0 "$2" 2>/dev/null || break
        sleep 0.05
    done
    echo "bench: what should listen on $1 did not start:" >&2
    tail -n 5 "$3" >&2
    return 1
}

redis_start() {
    redis_port=$(port_find)
    "${on_load_core[@]}" redis-server --port "$redis_port" --bind 127.0.0.1 --save '' \
        --appendonly no >"$scratch/redis.log" 2>&1 </dev/null &
    redis_pid=$!
    server_wait "$redis_port" "$redis_pid" "$scratch/redis.log"
}

# instance_start JOURNAL BUS
instance_start() {
    local port log=$scratch/instance.${#instance_pids[@]}.log
    port=$(port_find)
    MUSTER_DEMO_SECRET=$secret MUSTER_JOURNAL_URL=$1 MUSTER_BUS_URL=$2 "${on_server_core[@]}" \
        "$build/muster" serve --demo --set channels.open=yes --set log.level=warn \
        --listen "127.0.0.1:$port" >"$log" 2>&1 </dev/null &
    instance_pids+=($!)
    instance_flags+=(--server "127.0.0.1:$port" --pid $!)
    BENCH_INSTANCES+=" http://127.0.0.1:$port/metrics"
    server_wait "$port" $! "$log"
}

# instances_start CONFIG: `sqlite`, one that shares nothing, or how many. The journal is a new one.
instances_start() {
    secret=$(head -c 32 /dev/urandom | base64)
    local n
    export BENCH_INSTANCES='' BENCH_POSTGRES=$postgres_port BENCH_REDIS=$redis_port BENCH_DATABASE=
    if [[ $1 == sqlite ]]; then
        rm -rf "$scratch"/journal.db*
        instance_start "sqlite:$scratch/journal.db" ''
        return
    fi
    BENCH_DATABASE=journal$((++database))
    query "CREATE DATABASE $BENCH_DATABASE" || return 1
    for ((n = 0; n < $1; n++)); do
        instance_start "postgresql://muster@127.0.0.1:$postgres_port/$BENCH_DATABASE" \
            "redis://127.0.0.1:$redis_port" || return 1
    done
}

instances_stop() {
    local pid
    for pid in "${instance_pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${instance_pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    instance_pids=() instance_flags=()
}

cluster_start() {
    [[ -n $postgres_bin ]] || { echo 'bench: PostgreSQL is not installed' >&2 && return 1; }
    postgres_start && redis_start
}

cluster_stop() {
    instances_stop
    redis_stop
    postgres_stop
}
