package symkloud

import (
	"crypto/tls"
	"encoding/pem"
	"strings"
)

// certificate is what HTTPS is served with once one has been uploaded, as PEM.
type certificate struct {
	Key  string `json:"key"`
	Cert string `json:"cert"`
	// CA is the chain above the certificate.
	CA string `json:"cacert,omitempty"`
}

// receiveCertificate takes a key, its certificate and what signed it. The old
// one stays when anything is wrong with them.
func (s *Stack) receiveCertificate(c *call) (func(*call) (any, error), error) {
	files, err := readFiles(c, "key", "cert", "cacert")
	if err != nil {
		return nil, err
	}
	given := &certificate{string(files["key"]), string(files["cert"]), string(files["cacert"])}
	if err := given.check(); err != nil {
		return nil, err
	}
	return func(c *call) (any, error) {
		s.Certificates = given
		if s.HTTPS.Enabled {
			s.restart(c.now)
		}
		return nil, nil
	}, nil
}

// check refuses a certificate that HTTPS can't be served with: missing files
// (46), a key with a passphrase (45), and what isn't a certificate with its key
// (44, as there is no code of its own for it).
func (c *certificate) check() error {
	if c.Key == "" || c.Cert == "" {
		return refuse(codeNoCertificate)
	}
	if c.encrypted() {
		return refuse(codePassphrase)
	}
	if _, err := c.pair(); err != nil {
		return refuse(codeNotWritten)
	}
	return nil
}

// encrypted tells whether the key has a passphrase, of the old or the new kind.
func (c *certificate) encrypted() bool {
	rest := []byte(c.Key)
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return false
		}
		if block.Type == "ENCRYPTED PRIVATE KEY" || strings.Contains(block.Headers["Proc-Type"], "ENCRYPTED") {
			return true
		}
	}
}

func (c *certificate) pair() (tls.Certificate, error) {
	return tls.X509KeyPair([]byte(c.Cert+"\n"+c.CA), []byte(c.Key))
}

// Certificate implements device.Secured: the uploaded certificate, or nil.
func (s *Stack) Certificate() *tls.Certificate {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Certificates == nil {
		return nil
	}
	pair, err := s.Certificates.pair()
	if err != nil {
		return nil // checked when it came
	}
	return &pair
}
