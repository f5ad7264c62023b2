package symkloud

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

// The documented codes that rules of this package answer.
const (
	codeFailed         = 1
	codeNoNode         = 2
	codeNoPayload      = 3
	codeBadParameters  = 4
	codeBadSlot        = 6
	codeBadSpeed       = 7
	codeBadResource    = 9
	codeBadRequest     = 10
	codeNotReady       = 11
	codeNoCall         = 12
	codeUpgrading      = 13
	codeNoUpgrade      = 14
	codeNoSensor       = 15
	codeMissing        = 20
	codeNotZip         = 21
	codeNoKVM          = 22
	codeWrongPassword  = 23
	codeAdminStays     = 24
	codeNoUser         = 25
	codeUserExists     = 26
	codeWrongToken     = 27
	codeRoleTooLow     = 28
	codeNoBasic        = 29
	codeNoToken        = 30
	codeTokenExpired   = 31
	codeUploading      = 33
	codeOthersPassword = 34
	codeNotOnHub       = 35
	codePasswordRule   = 37
	codeNoBundle       = 38
	codeUnhandled      = 39
	codeOneIPMI        = 40
	codeIPMIStays      = 41
	codeStandby        = 42
	codeCertUploading  = 43
	codeNotWritten     = 44
	codePassphrase     = 45
	codeNoCertificate  = 46
	codeBadUserName    = 48
	codeBadPassword    = 49
	codeBadRole        = 50
	codeIPMIFixed      = 52
	codeDescription    = 53
	codeBadPortMode    = 56
)

// messages are the words of every documented code, by number; 54 and 55 have
// none.
func messages() [57]string {
	return [...]string{
		1:  "",
		2:  "Target Node is not present",
		3:  "Invalid Payload ID",
		4:  "Bad parameters",
		5:  "Internal Error",
		6:  "Invalid Slot Number",
		7:  "Invalid Speed Setting",
		8:  "Error sending <FILE_NAME>",
		9:  "Bad resource for platform",
		10: "Bad request for platform handler",
		11: "System not ready yet",
		12: "Invalid API call",
		13: "Upgrade in progress",
		14: "Start Upgrade fail",
		15: "Bad sensor number",
		16: "Failed to set platform number",
		17: "Failed to set IP table",
		18: "Non remote platform went through stack handler",
		19: "Error sending log Zip file",
		20: "Missing parameter",
		21: "Invalid file: Zip only",
		22: "Model does not support KVM provisionning",
		23: "Invalid password for user",
		24: "Cannot delete admin user",
		25: "User does not exist",
		26: "User already exists",
		27: "Invalid token for user",
		28: "Invalid access level for API call",
		29: "Basic HTTP Authentication required",
		30: "No token for user. Authenticate at /Auth API",
		31: "Token has expired. Reauthenticate at /Auth API",
		32: "Invalid format for website configuration",
		33: "Upload already in progress",
		34: "User not permitted to modify others' passwords",
		35: "API is not supported on this Hub Model",
		36: "Failed to set management configuration.",
		37: "The password format must have: a length of exactly 8 characters, at least 1 lower case and 1 upper case letter, 1 or more numbers, 1 or more special characters.",
		38: "No bundle was found. Please upload a valid bundle before upgrading.",
		39: "Unhandled server-side exception. See logs for details.",
		40: "Cannot create more than one IPMI user",
		41: "IPMI user cannot be deleted",
		42: "This management server is not currently Active. Please connect to the Active management server.",
		43: "Certificate upload already in progress.",
		44: "Failed to write uploaded file.",
		45: "Uploaded .key file is protected by passphrase.\n Please remove and re-upload.",
		46: "Missing file. Must upload at least 'key' and 'cert' files.",
		47: "Database is locked.",
		48: "Invalid username. Cannot be empty and maximum 20 apha-numeric characters.",
		49: `Invalid password. Cannot be empty or contain ", \', \ and maximum 20 characters.`,
		50: "Invalid role selected for user.",
		51: "Database Error.",
		52: "You can only modify the password of the IPMI user.",
		53: "Maximum length of server description is 15 characters.",
		56: "Invalid Fabric Port Mode Setting",
	}
}

// documented tells whether the reference has a code for failures of that number.
func documented(code int) bool {
	return code >= 1 && code <= 56 && code != 54 && code != 55
}

// failure is a refused call.
type failure struct{ code int }

// Error says the code and the platform's own words.
func (f failure) Error() string { return fmt.Sprintf("code %d: %s", f.code, messages()[f.code]) }

// refuse makes the failure of a documented code.
func refuse(code int) error { return failure{code} }

// status is the HTTP status that a code comes with. The reference doesn't
// publish it; what asks for credentials says so the way HTTP does.
func (f failure) status() int {
	switch f.code {
	case codeWrongPassword, codeWrongToken, codeNoBasic, codeNoToken, codeTokenExpired:
		return http.StatusUnauthorized
	default:
		return http.StatusOK
	}
}

// result is the reply to a call that changes something.
type result struct {
	Status  string `json:"status"`
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// header is what a failure carries.
func (f failure) header() http.Header {
	header := http.Header{"Content-Type": {"application/json"}}
	if f.status() == http.StatusUnauthorized {
		header.Set("WWW-Authenticate", `Basic realm="symkloud"`)
	}
	return header
}

// body is a failure as it's sent.
func (f failure) body() ([]byte, error) {
	return encode(result{"Failure", f.code, messages()[f.code]})
}

// Failure is the stack's answer for a documented code, such as "38".
func (s *Stack) Failure(code string) (status int, header http.Header, body []byte, ok bool) {
	number, err := strconv.Atoi(code)
	if err != nil || !documented(number) || strconv.Itoa(number) != code {
		return 0, nil, nil, false
	}
	f := failure{number}
	body, err = f.body()
	return f.status(), f.header(), body, err == nil
}

// encode renders what is sent, with characters such as < as they are.
func encode(v any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("rendering a reply: %w", err)
	}
	return text.Bytes(), nil
}
