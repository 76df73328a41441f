@echo off
rem 인터넷 대신 이 폴더의 모듈을 쓰는 창을 연다. 이 창에서만 그렇고, 컴퓨터의 설정은 바꾸지 않는다.
chcp 65001 >nul
pushd "%~dp0workbook"
if errorlevel 1 goto stop
where go >nul 2>nul
if errorlevel 1 goto missing
rem 낡은 Go가 새 Go를 인터넷에서 찾지 않게 한다. 판이 맞는지는 go가 go.mod를 읽고 안다.
set "GOTOOLCHAIN=local"
go list -m >nul
if errorlevel 1 goto old
echo 준비합니다. 처음에는 빌드하느라 조금 걸립니다.
set "GOPROXY="
for /f "delims=" %%u in ('go run ./notes/bundle -url ../modules') do set "GOPROXY=%%u"
if not defined GOPROXY goto stop
echo 준비됐습니다. 첫 명령은 이것입니다. 멈추려면 Ctrl-C를 누르세요.
echo.
echo   go run ./01-raw-tcp
echo.
cmd /k
exit /b
:missing
echo Go가 없습니다. Go {{.Version}} 이상을 설치하고 다시 켜세요.
goto stop
:old
echo Go {{.Version}} 이상이 있어야 합니다. 지금은 이것입니다:
go version
:stop
pause
exit /b 1
