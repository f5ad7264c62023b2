package infinibox

import "unicode"

// Methods of a host's security: none, the host proves who it is, both do.
const (
	chapNone   = "NONE"
	chapOneWay = "CHAP"
	chapMutual = "MUTUAL_CHAP"
)

func chapMethods() []string { return []string{chapNone, chapOneWay, chapMutual} }

// maxCHAPUser is the longest user name, in characters (INVALID_CHAP_USERNAME).
const maxCHAPUser = 20

// chap is how an iSCSI host and the array prove to each other who they are.
type chap struct {
	method            string
	inbound, outbound account
}

// account is one side's name and secret, empty for none.
type account struct{ user, secret string }

// chapFields are the fields of a body that are about CHAP. An update may have
// them all at once.
func chapFields() []string {
	return []string{
		"security_method", "security_chap_inbound_username", "security_chap_inbound_secret",
		"security_chap_outbound_username", "security_chap_outbound_secret",
	}
}

// read takes the fields that a body has; null takes a name or secret away, and
// the method NONE all of them, as the sample of removing CHAP shows.
func (s *chap) read(d document) error {
	method, set, err := d.choice("security_method", chapMethods())
	if err != nil {
		return err
	}
	if _, given := d["security_method"]; given && !set {
		return fail("MALFORMED_PARAMETER", "security_method")
	}
	if set {
		if method == chapNone {
			*s = chap{}
		}
		s.method = method
	}
	for i, target := range []*string{&s.inbound.user, &s.inbound.secret, &s.outbound.user, &s.outbound.secret} {
		name := chapFields()[1+i]
		if _, given := d[name]; !given {
			continue
		}
		if *target, _, err = d.text(name); err != nil {
			return err
		}
	}
	return nil
}

// check refuses names and secrets that can't be any. How long a secret has to be
// isn't stated.
func (s *chap) check() error {
	for _, side := range []account{s.inbound, s.outbound} {
		if len([]rune(side.user)) > maxCHAPUser {
			return fail("INVALID_CHAP_USERNAME")
		}
	}
	for _, side := range []account{s.inbound, s.outbound} {
		for _, c := range side.secret {
			if c > unicode.MaxASCII {
				return fail("INVALID_CHAP_SECRET")
			}
		}
	}
	return nil
}

// serves refuses a method whose secrets are missing. That matters as soon as a
// host has iSCSI ports; without, the secrets may come later.
func (s *chap) serves(host string) error {
	inbound := s.method != chapNone && s.inbound.secret == ""
	outbound := s.method == chapMutual && s.outbound.secret == ""
	var missing string
	switch {
	case inbound && outbound:
		missing = "Inbound and outbound CHAP secrets are missing"
	case inbound:
		missing = "Inbound CHAP secret is missing"
	case outbound:
		missing = "Outbound CHAP secret is missing"
	default:
		return nil
	}
	return fail("CHAP_SECURITY_CONDITION_NOT_MET", host, s.method, missing)
}
