package client

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// busy recognises the answers that the platform did nothing and can be asked
// again later: while it starts (11) or is upgraded (13), while somebody else
// uploads (33, 43), and while its database is locked (47).
func busy(_ int, _ http.Header, body []byte) bool {
	switch refusedWith(body) {
	case codeNotReady, codeUpgrading, codeUploading, codeCertUploading, codeDatabaseLocked:
		return true
	}
	return false
}

// starting is busy for the start of an upgrade: that one runs already (13) is
// news, since starting another one after it would upgrade twice.
func starting(status int, header http.Header, body []byte) bool {
	return refusedWith(body) != codeUpgrading && busy(status, header, body)
}

// elsewhere recognises the answers that send one to another endpoint: those of
// the standby manager (42), and of a plain address that points at its own host
// with HTTPS, which only the platform's own web server can say of these hosts.
func elsewhere(hosts []string) func(int, http.Header, []byte) bool {
	return func(status int, header http.Header, body []byte) bool {
		switch status {
		case http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
			location, err := url.Parse(header.Get("Location"))
			return err == nil && location.Scheme == "https" && slices.Contains(hosts, strings.ToLower(location.Hostname()))
		}
		return refusedWith(body) == codeStandby
	}
}

// refusedWith is the code of a refusal; 0 when the body is none. It is asked of
// every answer, of which few are refusals, and these are short.
func refusedWith(body []byte) int {
	const longest = 4 << 10
	if len(body) > longest || !bytes.Contains(body, []byte("ailure")) {
		return 0
	}
	given, err := decode(body)
	if err != nil || given.refused == nil {
		return 0
	}
	return given.refused.code
}
