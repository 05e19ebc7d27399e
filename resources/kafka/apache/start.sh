#!/usr/bin/env bash
# start.sh LIB DATA PORT CONTROLLER_PORT: one Apache Kafka broker on 127.0.0.1, in the foreground.
# LIB holds the jars (see pom.xml); DATA is made when missing and kept: the same folder is the same
# broker again. Settings in DATA/more.properties win over ours. The process becomes the broker's own, so that a signal to it reaches Java.
set -euo pipefail

if [ "$#" -ne 4 ]; then
  echo "usage: start.sh LIB DATA PORT CONTROLLER_PORT" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
lib=$1 data=$2 port=$3 controller_port=$4
settings=$data/server.properties

mkdir -p "$data"
sed -e "s#@DATA@#$data#g" -e "s#@PORT@#$port#g" -e "s#@CONTROLLER_PORT@#$controller_port#g" \
  "$here/server.properties" > "$settings"
if [ -e "$data/more.properties" ]; then
  cat "$data/more.properties" >> "$settings"
fi

tool() {
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$lib/*" kafka.tools.StorageTool "$@"
}
if [ ! -e "$data/log/meta.properties" ]; then
  # A cluster id is 16 random bytes in base64 for URLs, without padding. One that begins with a
  # dash would be taken for an option, so the two signs become letters.
  id=$(head -c 16 /dev/urandom | base64 | tr '+/' 'Aa' | tr -d '=')
  tool format -t "$id" -c "$settings" > "$data/format.log" 2>&1
fi

exec java -Xms128m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$lib/*" kafka.Kafka "$settings"
