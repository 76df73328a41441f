// Package check는 글과 코드가 서로 어긋나지 않게 지키는 테스트들이다. 코드는 테스트에만 있다.
package check
