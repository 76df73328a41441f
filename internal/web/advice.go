package web

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"

	"socketworkbook/internal/lesson"
)

func init() { lesson.Advise = adviseTLS }

// adviseTLS는 클라이언트가 서버와 TLS 핸드셰이크를 마치지 못했을 때, 그 이유와 할 일을 적는다. 다른 실패이면 비어 있다.
func adviseTLS(err error) string {
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, new(x509.UnknownAuthorityError)):
		return "서버의 인증서에 서명한 것은 이 컴퓨터의 인증 기관이 아닙니다. 이 컴퓨터에서 같은 사용자가 -tls로 켠 서버에 붙으세요"
	case errors.As(err, new(x509.HostnameError)):
		return "서버의 인증서에 이 이름이나 주소가 없습니다. 서버가 첫 줄에 알린 주소로 붙으세요"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "지금은 서버의 인증서를 쓸 수 있는 기간이 아닙니다. 이 컴퓨터의 시계를 확인하고, 서버를 다시 켜세요. 서버는 켤 때마다 인증서를 새로 만듭니다"
	case errors.As(err, new(tls.RecordHeaderError)), errors.Is(err, http.ErrSchemeMismatch):
		return "서버가 TLS로 응답하지 않습니다. 서버도 -tls로 켜거나, 클라이언트에서 -tls를 빼세요"
	}
	return ""
}
