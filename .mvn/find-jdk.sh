# shellcheck shell=sh
# Sourced by ./mvnw and ./sapor: finds a JDK 25 and puts it in JAVA_HOME.
#
# In this order: JAVA_HOME, JAVA_HOME_25, the java on the PATH, then the folders where Linux
# distributions, macOS, Homebrew, SDKMAN, asdf, mise and IntelliJ IDEA put their JDKs.
# SAPOR_JDK_ROOTS (a list with colons, may be empty) replaces those folders.

# is_jdk25 DIR: DIR is the home of a JDK (not of a mere runtime) of version 25.
is_jdk25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  grep -q '^JAVA_VERSION="25["+.-]' "$1/release"
}

# home_of_path_java: the java.home of the java on the PATH, also where that java is a link or a shim.
home_of_path_java() {
  command -v java >/dev/null 2>&1 || return 1
  jdk_link=$(readlink -f "$(command -v java)" 2>/dev/null) || jdk_link=
  if [ -n "$jdk_link" ] && [ -r "${jdk_link%/bin/java}/release" ]; then
    printf '%s\n' "${jdk_link%/bin/java}"
  else
    java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
  fi
}

# jdk_roots: one folder a line in which JDKs live, or that is one.
jdk_roots() {
  if [ -n "${SAPOR_JDK_ROOTS+set}" ]; then
    printf '%s\n' "$SAPOR_JDK_ROOTS" | tr ':' '\n'
    return
  fi
  printf '%s\n' /usr/lib/jvm /usr/lib64/jvm /usr/local/lib/jvm /usr/java /usr/local /opt /opt/java \
    "${SDKMAN_DIR:-${HOME-}/.sdkman}/candidates/java" \
    "${ASDF_DATA_DIR:-${HOME-}/.asdf}/installs/java" \
    "${HOME-}/.local/share/mise/installs/java" "${HOME-}/.jdks" \
    "${HOME-}/Library/Java/JavaVirtualMachines" /Library/Java/JavaVirtualMachines \
    /opt/homebrew/opt/openjdk@25 /usr/local/opt/openjdk@25 \
    /home/linuxbrew/.linuxbrew/opt/openjdk@25
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v 25 2>/dev/null || :
  fi
}

# find_jdk25: sets and exports JAVA_HOME, or returns 1.
find_jdk25() {
  for jdk_home in "${JAVA_HOME-}" "${JAVA_HOME_25-}" "${JAVA_HOME_25_X64-}" "${JAVA_HOME_25_arm64-}"; do
    if [ -n "$jdk_home" ] && is_jdk25 "$jdk_home"; then
      JAVA_HOME=$jdk_home
      export JAVA_HOME
      return 0
    fi
  done
  jdk_home=$(home_of_path_java) || jdk_home=
  if [ -z "$jdk_home" ] || ! is_jdk25 "$jdk_home"; then
    jdk_home=$(
      jdk_roots | while IFS= read -r jdk_root; do
        [ -d "$jdk_root" ] || continue
        for jdk_home in "$jdk_root" "$jdk_root"/* "$jdk_root"/*/Contents/Home "$jdk_root"/libexec \
          "$jdk_root"/libexec/openjdk.jdk/Contents/Home; do
          if is_jdk25 "$jdk_home"; then
            printf '%s\n' "$jdk_home"
            break 2
          fi
        done
      done
    )
  fi
  [ -n "$jdk_home" ] || return 1
  JAVA_HOME=$jdk_home
  export JAVA_HOME
}

# require_jdk25 PREFIX: find_jdk25, or one line on stderr that says what to install, and exit 5.
require_jdk25() {
  find_jdk25 && return 0
  printf '%s: no JDK 25 found; install one (Debian, Ubuntu: openjdk-25-jdk or temurin-25-jdk; macOS: brew install openjdk@25; SDKMAN: sdk install java 25-tem) or set JAVA_HOME to it\n' "$1" >&2
  exit 5
}
