# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by bench/run: installing and starting the other servers, each with the configuration
# beside this file. Sets server_pid like server_start.

declare -A peer_packages=([nchan]='nginx-light libnginx-mod-nchan' [ws]='nodejs'
    [uwebsockets]='nodejs' [socketio]='nodejs redis-server' [nats]='nats-server'
    [mosquitto]='mosquitto'
    [centrifuge]='golang-go golang-github-centrifugal-centrifuge-dev')
# Of what the library imports, its package leaves these out.
peer_packages[centrifuge]+=' golang-github-centrifugal-protocol-dev golang-github-fzambia-eagle-dev
    golang-github-igm-sockjs-go-dev golang-github-mna-redisc-dev'
redis_pid=
bun_module=@oven/bun-linux-x64-baseline

as_root() {
    if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo --preserve-env=DEBIAN_FRONTEND,RUNLEVEL "$@"; fi
}

# peers_install A,B: Debian packages that are missing (their services stay off), and npm's.
peers_install() {
    local peer package missing=()
    for peer in ${1//,/ }; do
        for package in ${peer_packages[$peer]}; do
            [[ $package == nodejs ]] && command -v node >/dev/null && continue
            dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
                missing+=("$package")
        done
    done
    if [[ ${#missing[@]} -gt 0 ]]; then
        echo "bench: installing ${missing[*]}" >&2
        DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 as_root apt-get install -y \
            --no-install-recommends "${missing[@]}" >"$scratch/apt.log" 2>&1 </dev/null ||
            tail -n 3 "$scratch/apt.log" >&2
    fi
    [[ ,$1, != *,centrifuge,* ]] || centrifuge_build
    [[ ,$1, == *,ws,* || ,$1, == *,socketio,* || ,$1, == *,uwebsockets,* ]] || return 0
    local stamp=$here/peers/node_modules/.package-lock.json
    [[ -f $stamp && ! $here/peers/package-lock.json -nt $stamp ]] ||
        npm --prefix "$here/peers" ci --no-audit --no-fund --loglevel=error >&2
}

# From Debian's sources alone, without network; only the first time takes half a minute.
centrifuge_build() {
    GOENV=off GOFLAGS='' GO111MODULE=off GOPROXY=off CGO_ENABLED=0 GOPATH=/usr/share/gocode \
        GOCACHE=$build/bench/go /usr/bin/go build -o "$scratch/centrifuge" \
        "$here/peers/centrifuge.go" >&2
}

# peer_config FILE PORT [PORT2]: fills in a configuration and prints where it is.
peer_config() {
    sed -e "s|@PORT@|$2|g" -e "s|@PORT2@|${3:-}|g" -e "s|@FOLDER@|$scratch|g" \
        -e 's|@MODULES@|/usr/lib/nginx/modules|g' "$here/peers/$1" >"$scratch/$1"
    echo "$scratch/$1"
}

peer_nchan() {
    server_start "$1" /usr/sbin/nginx -c "$(peer_config nginx.conf "$1")" -p "$scratch"
}

peer_ws() {
    server_start "$1" node "$here/peers/ws.js" "$1"
}

# Redis runs beside, on the generator's core: its own time is not counted.
peer_socketio() {
    local redis_port
    redis_port=$(port_find)
    redis_stop
    "${on_load_core[@]}" redis-server "$(peer_config redis.conf "$1" "$redis_port")" \
        >"$scratch/redis.log" 2>&1 &
    redis_pid=$!
    for ((i = 0; i < 100; i++)); do
        answers "$redis_port" && break
        sleep 0.05
    done
    server_start "$1" node "$here/peers/socketio.js" "$1" "$redis_port"
}

# Bun is one program inside an npm package, with uWebSockets in it; only for Linux on x64.
peer_uwebsockets() {
    local bun=$here/peers/node_modules/$bun_module/bin/bun
    [[ -x $bun ]] && server_start "$1" "$bun" "$here/peers/uwebsockets.js" "$1"
}

# One core: as many threads as that.
peer_nats() {
    GOMAXPROCS=1 server_start "$1" /usr/sbin/nats-server \
        -c "$(peer_config nats.conf "$1" "$(port_find)")"
}

peer_mosquitto() {
    server_start "$1" /usr/sbin/mosquitto \
        -c "$(peer_config mosquitto.conf "$1" "$(port_find)")"
}

# One core: as many threads as that.
peer_centrifuge() {
    GOMAXPROCS=1 server_start "$1" "$scratch/centrifuge" "$1"
}

redis_stop() {
    [[ -n $redis_pid ]] || return 0
    kill "$redis_pid" 2>/dev/null || true
    wait "$redis_pid" 2>/dev/null || true
    redis_pid=
}

deb() {
    dpkg-query -W -f='${Version}' "$1" 2>/dev/null
}

module() {
    sed -n 's/^ *"version": "\(.*\)",*$/\1/p' "$here/peers/node_modules/$1/package.json" | head -n 1
}

version_of() {
    case $1 in
    nchan) echo "nginx-$(deb nginx-light)/nchan-$(deb libnginx-mod-nchan)" ;;
    ws) echo "ws-$(module ws)/node-$(node --version)" ;;
    socketio)
        echo "socket.io-$(module socket.io)/adapter-$(module @socket.io/redis-adapter)/$(
            echo "redis-$(deb redis-server)/node-$(node --version)")"
        ;;
    uwebsockets) echo "bun-$(module "$bun_module")" ;;
    nats) echo "nats-server-$(deb nats-server)" ;;
    mosquitto) echo "mosquitto-$(deb mosquitto)" ;;
    centrifuge)
        echo "centrifuge-$(deb golang-github-centrifugal-centrifuge-dev)/$(
            /usr/bin/go version | cut -d ' ' -f 3)"
        ;;
    esac
}

# peers_versions A,B: a line for each, of what was measured.
peers_versions() {
    local peer
    for peer in ${1//,/ }; do
        echo "round=version scenario=version target=$peer version=$(version_of "$peer")"
    done
}
