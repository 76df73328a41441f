#!/bin/sh
# 인터넷 대신 이 폴더의 모듈을 쓰는 터미널을 연다. 이 터미널에서만 그렇고, 컴퓨터의 설정은 바꾸지 않는다.
cd -- "$(dirname -- "$0")/workbook" || exit 1
if ! command -v go >/dev/null; then
	echo "Go가 없습니다. Go {{.Version}} 이상을 설치하고, 터미널을 새로 열어 다시 켜세요." >&2
	exit 1
fi
# 낡은 Go가 새 Go를 인터넷에서 찾지 않게 한다. 판이 맞는지는 go가 go.mod를 읽고 안다.
export GOTOOLCHAIN=local
if ! go list -m >/dev/null; then
	echo "Go {{.Version}} 이상이 있어야 합니다. 지금은 이것입니다: $(go version)" >&2
	exit 1
fi
echo "준비합니다. 처음에는 빌드하느라 조금 걸립니다."
GOPROXY=$(go run ./notes/bundle -url ../modules) || exit 1
export GOPROXY
echo "준비됐습니다. 첫 명령은 이것입니다. 멈추려면 Ctrl-C를 누르세요."
echo
echo "  go run ./01-raw-tcp"
echo
exec "${SHELL:-/bin/sh}"
