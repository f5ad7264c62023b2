package client

import (
	"net/http"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/api"
)

// The codes that this package acts on ("Codes" in the reference).
const (
	codeNoNode         = 2
	codeNoPayload      = 3
	codeNoSlot         = 6
	codeBadResource    = 9
	codeNotReady       = 11
	codeUpgrading      = 13
	codeNoSensor       = 15
	codeWrongPassword  = 23
	codeNoUser         = 25
	codeUserExists     = 26
	codeWrongToken     = 27
	codeRoleTooLow     = 28
	codeNoBasic        = 29
	codeNoToken        = 30
	codeTokenExpired   = 31
	codeUploading      = 33
	codeOthersPassword = 34
	codeNoBundle       = 38
	codeStandby        = 42
	codeCertUploading  = 43
	codeDatabaseLocked = 47
)

// kindOf is the kind of failure that a code stands for. What a code says is
// missing is the object that the path names or, in a change, the body. An
// unknown platform (9), request (10) or call (12) is none: nothing of a person's
// is gone when the number of the platform is wrong. Without an account of its
// own (25) the client can't know of others; missing looks into 9 and 25.
func kindOf(code int, reads bool) error {
	switch code {
	case codeNoNode, codeNoPayload, codeNoSlot, codeNoSensor:
		return api.ErrNotFound
	case codeNoBundle:
		if reads {
			return api.ErrNotFound
		}
	case codeUserExists:
		return api.ErrNameConflict
	case codeRoleTooLow, codeOthersPassword:
		return api.ErrForbidden
	case codeWrongPassword, codeNoUser, codeWrongToken, codeNoBasic, codeNoToken, codeTokenExpired:
		return api.ErrUnauthenticated
	}
	return api.ErrRefused
}

// ended reports whether a code says that the token doesn't count any more.
func ended(code int) bool {
	return code == codeWrongToken || code == codeNoToken || code == codeTokenExpired
}

// kindWithout is the kind of a refusal that has no code.
func kindWithout(status int) error {
	switch status {
	case http.StatusUnauthorized:
		return api.ErrUnauthenticated
	case http.StatusForbidden:
		return api.ErrForbidden
	}
	return api.ErrRefused
}

// message is what the platform says, with what that means.
func (r *refusal) message() string {
	means := meanings()[r.code]
	switch {
	case r.words == "" && means == "":
		return "refused without a reason"
	case r.words == "":
		return means
	case means == "":
		return r.words
	}
	return r.words + " (" + means + ")"
}

// meanings are what the codes mean, beyond the platform's own words.
func meanings() map[int]string {
	return map[int]string{
		1:  "failed, and the platform gives no detail",
		2:  "there is no node in this slot",
		3:  "the node has no payload of this number",
		4:  "a parameter is missing, unknown or out of its range",
		5:  "the platform's software failed",
		6:  "the switch has no such slot",
		7:  "the port doesn't have this speed",
		8:  "the platform couldn't send the file",
		9:  "no such platform, or no such part of it",
		10: "the platform doesn't know this request",
		11: "still starting",
		12: "no such call in this API",
		13: "firmware is being upgraded, and changes have to wait",
		14: "the upgrade didn't begin",
		15: "the node has no sensor of this number",
		16: "the platform has no number yet",
		17: "the addresses weren't taken over",
		18: "the request reached the wrong member of the stack",
		19: "the platform couldn't send its logs",
		20: "a parameter that is needed wasn't sent",
		21: "the bundle has to be a zip file",
		22: "payloads of this model have no console to provision",
		23: "the username or the password is wrong",
		24: "this account always stays",
		25: "no account has this name",
		26: "another account has this name",
		27: "another login of the same account has ended this one",
		28: "the account's role doesn't allow this call",
		29: "the request came without credentials, which a proxy may have removed",
		30: "the login has ended",
		31: "the login has been idle for too long",
		32: "the web site's configuration can't be read",
		33: "one upload at a time",
		34: "only an administrator changes the password of another account",
		35: "the hub nodes' model doesn't have this call",
		36: "the management settings weren't taken over",
		37: "the platform's password has exactly 8 characters: lower case, upper case, digit and another one",
		38: "upload a bundle first",
		39: "the platform's software failed, and its own log says more",
		40: "one account for IPMI at a time",
		41: "the account for IPMI always stays",
		42: "this is the standby manager: name the active one as endpoint or among standby_endpoints",
		43: "one certificate at a time",
		44: "the platform couldn't keep the file, for which it may have no room",
		45: "the private key must not need a passphrase",
		46: "key and certificate are both needed",
		47: "others are writing to the event log's database",
		48: "1 to 20 letters and digits",
		49: "1 to 20 characters, without quotation marks, apostrophes and backslashes",
		50: "no role has this key",
		51: "the event log's database failed",
		52: "the role of the account for IPMI is fixed",
		53: "at most 15 characters",
		56: "no such mode of a fabric port",
	}
}
