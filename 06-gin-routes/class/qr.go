package class

import (
	"fmt"
	"html/template"
	"strings"

	"rsc.io/qr"
)

// QR은 text를 담은 QR 코드의 SVG이다. 한 칸이 1이다. 둘레에 네 칸을 비운다(ISO/IEC 18004).
func QR(text string) (template.HTML, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", fmt.Errorf("QR 코드 만들기: %w", err)
	}
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	side := code.Size + 8
	// 글은 검은 칸의 자리가 되었으므로 태그가 될 수 없다.
	return template.HTML(fmt.Sprintf(`<svg viewBox="0 0 %d %d" role="img" aria-label="교실의 주소가 든 QR 코드"><rect width="%d" height="%d" fill="#fff"/><path fill="#000" d="%s"/></svg>`,
		side, side, side, side, path.String())), nil
}
