#!/usr/bin/env bash
# Shows that the container image and the package of Debian work (docs/packages.md), without a
# container daemon, and changes nothing on this machine outside its temporary folder:
#   image  its layers unpacked, with a read-only root, a user who is not root and namespaces of its own
#   .deb   installed by dpkg on a layer above this machine's files, used, removed, purged
# Needs root, Linux with overlay file systems, dpkg, curl, openssl, python3; lintian and
# systemd-analyze are used where they are installed.
#
# Usage: build-tests/check-packages.sh [--built] [--twice] [--figures]
#   --built    takes the packages that are in sapor-packages/target, instead of building them
#   --twice    builds a clone of the last commit as well, elsewhere, and compares all bytes
#   --figures  prints what docs/packages.md has in its table: start-up, memory and sizes
# shellcheck disable=SC2154 # what the configuration of the image says is read from a file
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
built='' twice='' figures=''
for option; do
  case $option in
    --built) built=1 ;;
    --twice) twice=1 ;;
    --figures) figures=1 ;;
    *)
      echo "check-packages: unknown option $option" >&2
      exit 2
      ;;
  esac
done
[ "$(id -u)" -eq 0 ] || { echo "check-packages: needs root, for namespaces and overlay file systems" >&2; exit 5; }
for tool in dpkg-deb curl openssl python3 unshare nsenter; do
  command -v "$tool" >/dev/null || { echo "check-packages: needs $tool" >&2; exit 5; }
done

work=$(mktemp -d)
running=''
cleanup() {
  [ -z "$running" ] || kill -9 "$running" 2>/dev/null || :
  rm -rf "$work"
}
trap cleanup EXIT
failures=0

check() { # WHAT CONDITION...
  local what=$1
  shift
  if "$@"; then printf 'ok: %s\n' "$what"; else
    printf 'FAILED: %s\n' "$what"
    failures=$((failures + 1))
  fi
}

not() { ! "$@"; }

# quietly COMMAND...: says what it said only if it fails.
quietly() { "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2; return 1; }; }

# only FILE...: the one file that there is; a pattern may match none, or two.
only() {
  if [ $# -ne 1 ] || [ ! -f "$1" ]; then
    echo "check-packages: expected one package, found: $*" >&2
    exit 5
  fi
  printf '%s\n' "$1"
}

build() { # FOLDER
  (cd "$1" && ./mvnw -q -B -ntp -DskipTests -Djacoco.skip -Ppackages package)
}

[ -n "$built" ] || build "$root"
image=$(only "$root"/sapor-packages/target/sapor-*.tar)
deb=$(only "$root"/sapor-packages/target/sapor_*.deb)

# ---------------------------------------------------------------------------------- the same bytes
if [ -n "$twice" ]; then
  git clone -q "$root" "$work/another name"
  (umask 002 && export TZ=Asia/Kathmandu LC_ALL=C && build "$work/another name")
  for file in "$image" "$deb"; do
    check "the same bytes when built elsewhere: ${file##*/}" \
      cmp "$file" "$work/another name/sapor-packages/target/${file##*/}"
  done
fi

# ------------------------------------------------------------------------------------ what is in it
jars=$work/jars
mkdir "$jars" "$work/deb"
dpkg-deb -x "$deb" "$work/deb"
cp -- "$work"/deb/usr/lib/sapor/lib/*.jar "$jars"
runtime=$work/deb/usr/lib/sapor/runtime
# java.desktop is asked for by code that is never reached: a point of PostgreSQL as a java.awt.Point,
# and a count of the events of Log4j 2.
(
  # shellcheck source=.mvn/find-jdk.sh
  . "$root/.mvn/find-jdk.sh"
  require_jdk25 "check-packages: error"
  "$JAVA_HOME/bin/jdeps" --multi-release 25 --ignore-missing-deps --list-deps --module-path "$jars" "$jars"/*.jar 2>/dev/null |
    sed -n 's/^ *\(\(java\|jdk\)\.[a-z0-9.]*\).*/\1/p' | grep -v '^java\.desktop$' | sort -u >"$work/needed"
)
sed -n 's/^MODULES="\(.*\)"/\1/p' "$runtime/release" | tr ' ' '\n' | sort -u >"$work/there"
check "jdeps has looked" grep -q -x jdk.incubator.vector "$work/needed"
check "the runtime has every module that the jars ask for: $(comm -23 "$work/needed" "$work/there" | tr '\n' ' ')" \
  [ -z "$(comm -23 "$work/needed" "$work/there")" ]
manifest() { unzip -p "$jars/sapor-cli.jar" META-INF/MANIFEST.MF | tr -d '\r' | sed -n '/^Class-Path:/,/^[^ C]/p' |
  sed 's/^Class-Path: //; s/^ //; /^[A-Z].*: /d' | tr -d '\n' | tr ' ' '\n' | sort; }
check "the jars are those that the manifest names" \
  diff <(manifest) <(cd "$jars" && printf '%s\n' *.jar | grep -v -x sapor-cli.jar | sort)

# --------------------------------------------------------------------------------- the image, entered
container=$work/container
volume=$work/volume
secrets=$work/secrets
mkdir "$container" "$volume" "$secrets"
python3 - "$image" "$container" "$work" <<'PYTHON'
import json, shlex, sys, tarfile
image, folder, work = sys.argv[1:]
with tarfile.open(image) as archive:
    manifest = json.load(archive.extractfile("manifest.json"))[0]
    config = json.load(archive.extractfile(manifest["Config"]))["config"]
    for layer in manifest["Layers"]:
        with tarfile.open(fileobj=archive.extractfile(layer)) as tar:
            tar.extractall(folder)
with open(work + "/config", "w") as out:
    for name, value in (("env", config["Env"]), ("entrypoint", config["Entrypoint"]), ("cmd", config["Cmd"])):
        print("%s=(%s)" % (name, " ".join(map(shlex.quote, value))), file=out)
    print("user=%s" % shlex.quote(config["User"]), file=out)
    print("health=%s" % shlex.quote(config["Healthcheck"]["Test"][1]), file=out)
    print("ports=%s" % shlex.quote(" ".join(config["ExposedPorts"])), file=out)
    print("volumes=%s" % shlex.quote(" ".join(config["Volumes"])), file=out)
PYTHON
# shellcheck source=/dev/null
. "$work/config"
check "the image runs as a user who is not root: $user" [ "${user%%:*}" -ge 1000 ]
check "it exposes the port of the server: $ports" [ "$ports" = 8080/tcp ]
check "it keeps models and feedback in a volume: $volumes" [ "$volumes" = /var/lib/sapor ]
# What a fresh volume is: a copy of the folder in the image, owner included.
cp -a "$container/var/lib/sapor/." "$volume"
chown --reference="$container/var/lib/sapor" "$volume"

cat >"$work/enter" <<'ENTER'
# enter COMMAND...: becomes the command, in the image; who starts it has made the namespaces.
set -euo pipefail
. "$WORK/config"
mount --make-rprivate /
mount --bind "$WORK/container" "$WORK/container"
mount -t proc proc "$WORK/container/proc"
mount --rbind /dev "$WORK/container/dev"
mount -t tmpfs -o mode=1777 tmpfs "$WORK/container/tmp"
mount --bind "$WORK/volume" "$WORK/container/var/lib/sapor"
mount --bind "$WORK/secrets" "$WORK/container/etc/sapor"
mount -o remount,bind,ro "$WORK/container"
[ -n "${HOST_NETWORK-}" ] || chroot "$WORK/container" /usr/bin/busybox ip link set lo up
exec chroot --userspec="$user" "$WORK/container" /usr/bin/env -i "${env[@]}" \
  /usr/bin/sh -c 'cd /var/lib/sapor && exec "$@"' sh "$@"
ENTER

# in_image COMMAND...: runs it with the process number 1 and a loopback of its own, as a container does.
in_image=(env WORK="$work" unshare --mount --pid --net --fork --kill-child bash "$work/enter")

# child PID: of the command in there, as this side sees it.
child() { tr -d ' ' <"/proc/$1/task/$1/children"; }

# start OUT COMMAND...: a server in the background; sets running.
start() {
  local out=$1
  shift
  : >"$out" # now: the one in the background may come to it after the first look
  "$@" >>"$out" 2>"$out.err" &
  running=$!
}

# serving OUT: waits until the server has said so; fails if it ends before.
serving() {
  local look
  for ((look = 0; look < 1200; look++)); do
    grep -q '^serving ' "$1" && return 0
    kill -0 "$running" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# ends_well PID: SIGTERM to it; whether what was started then ends with 0.
ends_well() {
  local code=0
  kill -TERM "$1"
  wait "$running" || code=$?
  running=''
  [ "$code" -eq 0 ] || { echo "exit code $code" >&2; return 1; }
}

check "sapor --version" "${in_image[@]}" "${entrypoint[@]}" --version

# The image makes its own data: people and films, trainings, models.
check "a training and more in the image: sapor demo" \
  quietly "${in_image[@]}" "${entrypoint[@]}" demo --out demo
check "it says nothing of incubators" [ "$(grep -c -i incubator "$work/said")" -eq 0 ]
check "a model is in the volume" [ -s "$volume/demo/recommend.sapor" ]
[ -s "$volume/demo/recommend.sapor" ] || exit 1
printf '{"user":"é","item":"x","rating":4}\n{"user":"é","item":"y","rating":2}\n{"user":"b","item":"x","rating":5}\n' \
  >"$volume/ü.jsonl"
check "the native code of DuckDB, and names that are not ASCII" \
  quietly "${in_image[@]}" "${entrypoint[@]}" train ü.jsonl --factors 2 --epochs 2 --out é.sapor
check "the model has that name" [ -s "$volume/é.sapor" ]
python3 -c 'import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as db:
    db.execute("CREATE TABLE r (user TEXT, item TEXT, rating REAL)")
    db.executemany("INSERT INTO r VALUES (?, ?, ?)", [("a", "x", 4), ("a", "y", 2), ("b", "x", 5)])' "$volume/r.db"
chown --reference="$volume" "$volume/r.db"
check "the native code of SQLite" quietly "${in_image[@]}" "${entrypoint[@]}" train --jdbc-url jdbc:sqlite:r.db \
  --jdbc-query "SELECT user, item, rating FROM r" --factors 2 --epochs 2 --out r.sapor

# As it comes, it serves by TLS to those who have a token, or not at all.
code=0
"${in_image[@]}" "${entrypoint[@]}" "${cmd[@]}" >"$work/out" 2>"$work/err" || code=$?
check "without tokens it does not start: $(head -n 1 "$work/err")" [ "$code" -ne 0 ]
check "and says which file it misses" grep -q /etc/sapor/ "$work/err"
cp "$volume/demo/recommend.sapor" "$volume/models/night.sapor"
printf 'read 0123456789abcdef-reader\nadmin 0123456789abcdef-admin\n' >"$secrets/tokens"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$secrets/key.pem" -out "$secrets/cert.pem" 2>"$work/openssl"
chown -R --reference="$volume" "$secrets"
start "$work/out" "${in_image[@]}" "${entrypoint[@]}" "${cmd[@]}"
check "with its secrets it serves by TLS" serving "$work/out"
cat "$work/out.err"
inside=$(child "$running")
ask() { nsenter -t "$inside" -n curl -sS --cacert "$secrets/cert.pem" "$@"; }
check "its process is the JVM, and number 1" [ "$(sed -n 's/^NSpid:.*\t//p' "/proc/$inside/status")-$(cat "/proc/$inside/comm")" = 1-java ]
check "ready" [ "$(ask -o /dev/null -w '%{http_code}' https://localhost:8080/health/ready)" = 200 ]
check "nobody without a token" \
  [ "$(ask -o /dev/null -w '%{http_code}' https://localhost:8080/v1/users/ada.dubois/recommendations)" = 401 ]
check "a recommendation with one" grep -q '"items":\[{' \
  <(ask -H 'Authorization: Bearer 0123456789abcdef-reader' 'https://localhost:8080/v1/users/ada.dubois/recommendations?n=3')
health=(nsenter -t "$inside" --mount --pid --net --root --wd --setuid "${user%%:*}" --setgid "${user##*:}" "$health")
check "the health check says healthy" "${health[@]}"
check "SIGTERM ends it with 0" ends_well "$inside"

start "$work/out" "${in_image[@]}" "${entrypoint[@]}" serve --models models --host 0.0.0.0 --port 8081 \
  --insecure-plaintext --feedback feedback.log
serving "$work/out" || cat "$work/out.err"
inside=$(child "$running")
health[2]=$inside
check "the health check says unhealthy, where port 8080 does not answer" not "${health[@]}"
check "SIGTERM ends it with 0" ends_well "$inside"
start "$work/out" "${in_image[@]}" "${entrypoint[@]}" serve --models models --host 0.0.0.0 \
  --insecure-plaintext --feedback feedback.log
check "without TLS when told so, behind a proxy" serving "$work/out"
inside=$(child "$running")
health[2]=$inside
check "the health check asks without TLS, too" "${health[@]}"
check "feedback is taken into the volume" grep -q '"sequence"' <(ask -H 'Content-Type: application/json' \
  -d '{"key": "k1", "user": "ada.dubois", "item": "1"}' http://localhost:8080/v1/feedback)
check "SIGTERM ends it with 0" ends_well "$inside"

# ------------------------------------------------------------------- the package of Debian, installed
dpkg-deb --info "$deb"
if command -v lintian >/dev/null; then
  # Not for the archive of Debian: it brings a Java runtime as its makers built it, has the jars in a
  # folder of its own, and no changelog in the form of Debian. /etc/sapor is for root alone on purpose.
  lintian --fail-on error,warning --suppress-tags embedded-library,unstripped-binary-or-object,jar-not-in-usr-share,unknown-java-class-version,no-changelog,poor-compression-in-manual-page,non-standard-dir-perm,maintainer-script-calls-systemctl,initial-upload-closes-no-bugs \
    "$deb" >"$work/lintian" 2>&1 && code=0 || code=$?
  check "lintian: $(grep -c '^[EW]:' "$work/lintian") errors and warnings beyond those" [ "$code" -eq 0 ]
  grep '^[EW]:' "$work/lintian" || :
else
  echo "skipped: no lintian"
fi

debian=$work/debian
mkdir "$debian" "$work/upper" "$work/overlay" "$work/handed"
cp "$deb" "$work/handed/sapor.deb"
cp "$volume/demo/recommend.sapor" "$work/handed/night.sapor"
cat >"$work/enter-debian" <<'ENTER'
# enter-debian COMMAND...: becomes the command, on a layer above this machine's files.
set -euo pipefail
mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=/,upperdir=$WORK/upper,workdir=$WORK/overlay" "$WORK/debian"
mount -t proc proc "$WORK/debian/proc"
mount --rbind /dev "$WORK/debian/dev"
mount -t tmpfs -o mode=1777 tmpfs "$WORK/debian/tmp"
mount --bind "$WORK/handed" "$WORK/debian/mnt"
exec chroot "$WORK/debian" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
ENTER
on_debian=(env WORK="$work" unshare --mount bash "$work/enter-debian")
classes() { find "$work/upper/usr/lib/sapor" -name '*.aot' -type f | wc -l; }

check "dpkg -i" quietly "${on_debian[@]}" dpkg -i /mnt/sapor.deb
check "classes are prepared for each kind of command: $(classes)" [ "$(classes)" -eq 4 ]
check "sapor --version" "${on_debian[@]}" sapor --version
check "sapor serve --help" quietly "${on_debian[@]}" sapor serve --help
if command -v systemd-analyze >/dev/null; then
  check "systemd-analyze verify has nothing to say" \
    [ -z "$("${on_debian[@]}" systemd-analyze verify --man=no sapor.service 2>&1 | grep sapor)" ]
  systemd-analyze security --offline=true --no-pager "$work/deb/usr/lib/systemd/system/sapor.service" >"$work/security" 2>&1 || :
  tail -n 1 "$work/security"
  check "systemd-analyze security: at most 2.0 of 10" \
    systemd-analyze security --offline=true --threshold=20 "$work/deb/usr/lib/systemd/system/sapor.service" >/dev/null
else
  echo "skipped: no systemd-analyze"
fi

# As the service does it: by the options of /etc/default/sapor.
"${on_debian[@]}" sh -c 'mkdir -p /var/lib/sapor/models && cp /mnt/night.sapor /var/lib/sapor/models'
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
start "$work/out" "${on_debian[@]}" sh -c ". /etc/default/sapor; exec sapor serve \$SAPOR_SERVE_OPTIONS --port $port"
check "it serves by the options of /etc/default/sapor" serving "$work/out"
cat "$work/out.err"
check "ready" [ "$(curl -sS -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/health/ready")" = 200 ]
check "a recommendation" grep -q '"items":\[{' <(curl -sS "http://127.0.0.1:$port/v1/users/ada.dubois/recommendations?n=3")
check "feedback is taken" grep -q '"sequence"' <(curl -sS -H 'Content-Type: application/json' \
  -d '{"key": "k1", "user": "ada.dubois", "item": "1"}' "http://127.0.0.1:$port/v1/feedback")
check "the classes that it uses are the prepared ones" grep -q '/serving\.aot' "/proc/$running/maps"
check "SIGTERM ends it with 0" ends_well "$running"

"${on_debian[@]}" sh -c 'echo "# mine" >>/etc/default/sapor'
check "an installation over it" quietly "${on_debian[@]}" dpkg -i /mnt/sapor.deb
check "keeps /etc/default/sapor" grep -q '^# mine' "$work/upper/etc/default/sapor"
check "and prepares classes anew" [ "$(classes)" -eq 4 ]
check "dpkg -r" quietly "${on_debian[@]}" dpkg -r sapor
check "takes the program" not "${on_debian[@]}" test -e /usr/lib/sapor -o -e /usr/bin/sapor
check "and leaves the options" "${on_debian[@]}" test -f /etc/default/sapor
check "dpkg -P" quietly "${on_debian[@]}" dpkg -P sapor
# Files of dpkg and systemd-analyze apart (their records, an index of manual pages).
left() { (cd "$work/upper" && find . -type f ! -path './var/lib/dpkg/*' ! -path './var/log/*' ! -path './var/cache/*' ! -path './run/*' | LC_ALL=C sort | tr '\n' ' '); }
check "leaves models and feedback only: $(left)" \
  [ "$(left)" = "./var/lib/sapor/feedback.log ./var/lib/sapor/models/night.sapor " ]

# -------------------------------------------------------------------------------------------- figures
if [ -n "$figures" ]; then
  "${on_debian[@]}" dpkg -i /mnt/sapor.deb >/dev/null 2>&1
  "$root/sapor" --version >/dev/null
  cut -d, -f1 "$volume/demo/ratings.csv" | tail -n +2 | sort -u >"$work/users"
  model=$volume/demo/recommend.sapor
  python3 "$root/build-tests/server_figures.py" "$work/users" \
    "\`./sapor\` in a clone" "$root/sapor serve $model" \
    "package of Debian" "env WORK=$work unshare --mount bash $work/enter-debian sapor serve /mnt/night.sapor" \
    "container image" "env WORK=$work HOST_NETWORK=1 unshare --mount bash $work/enter ${entrypoint[*]} serve demo/recommend.sapor"
  size() { du -k --apparent-size -c "$@" | awk 'END { printf "%.0f MB", $1 / 1000 }'; }
  printf '\nimage %s as a tar, %s unpacked; package %s, %s installed, of which %s are prepared classes\n' \
    "$(size "$image")" "$(size "$container")" "$(size "$deb")" "$(size "$work/upper/usr/lib/sapor")" \
    "$(size "$work"/upper/usr/lib/sapor/*.aot)"
fi

[ "$failures" -eq 0 ] || { echo "$failures checks FAILED" >&2; exit 1; }
echo "all checks passed"
