#!/usr/bin/env bash
# closed_folders.sh UID GID CLOSED OPEN... -- COMMAND...: run the command as that user, who finds the
# folders OPEN below CLOSED although CLOSED is private. In a mount namespace of its own (call it by
# `unshare --mount`): for everybody else nothing changes.
set -euo pipefail

uid=$1 gid=$2 closed=$3
shift 3
kept=/mnt
mount -t tmpfs tmpfs "$kept"
opened=()
while [ "$1" != -- ]; do
  mkdir -p "$kept/${#opened[@]}"
  mount --bind "$1" "$kept/${#opened[@]}"
  opened+=("$1")
  shift
done
shift
mount -t tmpfs -o mode=755 tmpfs "$closed"
for number in "${!opened[@]}"; do
  mkdir -p "${opened[$number]}"
  mount --bind "$kept/$number" "${opened[$number]}"
done
exec setpriv --reuid "$uid" --regid "$gid" --clear-groups "$@"
