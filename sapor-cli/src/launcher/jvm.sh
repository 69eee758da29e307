# shellcheck shell=sh disable=SC2154 # app and fail are the sourcing script's
# Sourced by ./sapor and by the launcher of the packages: with which options the JVM runs a command.
# The one home of these options.
#
# Who sources it has set
#   JAVA_HOME  a JDK 25, or a runtime made from one
#   app        the folder with lib/sapor-cli.jar, where KIND.aot, the prepared classes, lie too
# and has fail CODE WHAT, which ends with one line on stderr. The environment may say more:
#   SAPOR_JAVA_OPTS  further options for the JVM, such as -Xmx8g; they override those below

# kind_of ARGUMENT...: sets kind, how long the command works:
#   quick     an answer in a moment: the cheapest start
#   plain     much data passes through, but no factors are worked on
#   training  most of its time is spent on factors: with SIMD kernels
#   serving   the same options, other classes
# The answer is the same in each; only the time differs. Options of one's own for the kernels win.
kind_of() {
  kind=quick
  case ${1-} in
    train | tune | evaluate | compare | report | reproduce | demo) kind=training ;;
    serve) kind=serving ;;
    split | predict | export | verify) kind=plain ;;
    recommend)
      for argument; do
        case $argument in --users | --users=* | --all-users) kind=training ;; esac
      done
      ;;
  esac
  for argument; do
    case $argument in -h | --help) kind=quick ;; esac
  done
  case ${SAPOR_JAVA_OPTS-} in
    *-Dsapor.kernels=scalar*) ! has_vectors || kind=plain ;;
    *-Dsapor.kernels=simd* | *jdk.incubator.vector*) has_vectors || kind=training ;;
  esac
  # A JDK may be put together without the module of the Vector API.
  if has_vectors; then
    case $(sed -n 's/^MODULES=//p' "$JAVA_HOME/release") in
      '' | *jdk.incubator.vector*) ;;
      *) kind=plain ;;
    esac
  fi
}

# has_vectors: whether a command of this kind has the module of the Vector API.
has_vectors() {
  [ "$kind" = training ] || [ "$kind" = serving ]
}

# options_of KIND: sets options, the options for the JVM; all are words without blanks.
#
# Factor matrices are native memory, whose limit the JVM sets equal to that of the heap. What the JVM
# itself has to say goes to stderr, not to stdout as it would; that it cannot use the prepared
# classes, because of another JDK or option, is not worth a line. docs/startup.md has the figures
# behind the rest.
options_of() {
  options="-XX:MaxRAMPercentage=70 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
    -Xlog:disable -Xlog:all=warning:stderr -Xlog:aot*=off:stderr -Xlog:cds*=off:stderr"
  # A command that ends in a moment is not worth compiling twice, nor several threads that collect.
  collector=-XX:+UseParallelGC
  case $1 in
    quick)
      options="$options -Dsapor.kernels=scalar -XX:TieredStopAtLevel=1"
      collector=-XX:+UseSerialGC
      ;;
    plain) options="$options -Dsapor.kernels=scalar" ;;
    # Opened up is what puts stderr back (see run_java); the plain kind of reflection spares it the
    # start of a machinery. The compiler must not begin with what it learnt when the classes were
    # prepared: it then compiles the parts of a kernel before the kernel, which after that it does
    # not inline, and an epoch takes fifteen times as long.
    training | serving)
      options="$options --add-modules=jdk.incubator.vector --add-opens=java.base/sun.nio.fs=ALL-UNNAMED
        -Djdk.reflect.useNativeAccessorOnly=true -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining"
      ;;
  esac
  case ${SAPOR_JAVA_OPTS-} in *-XX:+Use*GC*) ;; *) options="$options $collector" ;; esac
  # Training makes short-lived garbage and little else on the heap: a larger young part would only
  # take memory. A heap of few megabytes is left as it is.
  case ${SAPOR_JAVA_OPTS-} in *-Xmx*[0-9][kKmM]*) ;; *) options="$options -XX:MaxNewSize=128m" ;; esac
}

# check_boot: whether the JVM starts with the options that the environment adds; what it says then is
# passed on if stderr is to be put aside. Otherwise a wrong option would end in the exit code 1,
# which means another thing, or in nothing at all.
check_boot() {
  # shellcheck disable=SC2086 # lists of words
  said=$("$JAVA_HOME/bin/java" $options ${SAPOR_JAVA_OPTS-} --version 2>&1 >/dev/null) || {
    printf '%s\n' "$said" | grep -v -x "$incubating" >&2
    fail E_JVM "the JVM does not start with the options in SAPOR_JAVA_OPTS, JAVA_TOOL_OPTIONS or JDK_JAVA_OPTIONS"
  }
  [ -z "$aside" ] || [ "$said" = "$incubating" ] || printf '%s\n' "$said" | grep -v -x "$incubating" >&2 || :
}
incubating='WARNING: Using incubator modules: jdk.incubator.vector'

# run_java OPTION... -jar JAR ARGUMENT...: becomes the JVM, by the options set before.
#
# With the module of the Vector API the JVM says so on stderr before any class of ours runs, and no
# option stops it. So stderr is put aside as descriptor 9, and the program puts it back before it
# does anything else (dev.sapor.cli.console.StandardError); until then what is said goes nowhere.
# That is only that line: a JVM that cannot start for want of memory says so on stdout, as does one
# that crashes, and what else could keep it from starting comes from the environment and is tried
# before. An agent speaks before the program does, so with one nothing is put aside.
run_java() {
  aside=
  if has_vectors && true 9>&2; then
    aside=1
  fi
  case "${SAPOR_JAVA_OPTS-} ${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-}" in
    '  ') ;;
    *-agent* | *-javaagent*) aside= ;;
    *) check_boot ;;
  esac
  if [ -n "$aside" ]; then
    # shellcheck disable=SC2086 # lists of words
    exec "$JAVA_HOME/bin/java" $options -Dsapor.stderr=9 ${SAPOR_JAVA_OPTS-} "$@" 9>&2 2>/dev/null
  fi
  # shellcheck disable=SC2086
  exec "$JAVA_HOME/bin/java" $options ${SAPOR_JAVA_OPTS-} "$@"
}

# prepare KIND COMMAND...: runs a command and keeps the classes that it used, loaded and linked, for
# commands of this kind. Only a gain of time: no matter if it fails.
prepare() {
  kind=$1
  options_of "$kind"
  shift
  # shellcheck disable=SC2086
  (unset SAPOR_JAVA_OPTS JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
    exec "$JAVA_HOME/bin/java" $options "-XX:AOTCacheOutput=$app/$kind.aot" -jar "$app/lib/sapor-cli.jar" "$@") \
    >/dev/null 2>&1 || rm -f -- "$app/$kind.aot"
}

# prepare_all: prepares the classes of each kind, by commands on a few ratings.
prepare_all() {
  sample=$(mktemp -d) || return 0
  awk 'BEGIN { for (u = 0; u < 40; u++) for (i = 0; i < 30; i++) if ((7 * u + 5 * i * i) % 11 < 4)
    print "u" u "\ti" i "\t" 1 + (u * i + u) % 5 }' >"$sample/ratings.tsv"
  prepare training train "$sample/ratings.tsv" --holdout 0.1 --algorithm sgd --out "$sample/a.sapor"
  if [ -f "$sample/a.sapor" ]; then
    prepare quick recommend "$sample/a.sapor" --user u1
    prepare plain verify "$sample/a.sapor"
    prepare serving serve "$sample/a.sapor" --port 0 --for 1s
  fi
  rm -rf -- "$sample"
}

# run_sapor ARGUMENT...: becomes the JVM that runs this command.
#
# A file of prepared classes goes with one set of jars. The JVM compares the sizes and dates of jars,
# and the dates of ours are fixed: so where jars are replaced in place, app/built tells when.
run_sapor() {
  kind_of "$@"
  options_of "$kind"
  classes=$app/$kind.aot
  if [ -f "$classes" ] &&
    { [ ! -f "$app/built" ] || [ -n "$(find "$classes" -newer "$app/built" 2>/dev/null)" ]; }; then
    run_java "-XX:AOTCache=$classes" -jar "$app/lib/sapor-cli.jar" "$@"
  fi
  run_java -jar "$app/lib/sapor-cli.jar" "$@"
}
