package infinibox

import (
	"fmt"
	"strings"
)

// documentedCode is one error code of the reference: the HTTP status it comes
// with and the format of its message.
type documentedCode struct {
	status int
	format string
}

// lookUpCode finds a code in the tables of all sections.
func lookUpCode(code string) (documentedCode, bool) {
	for _, table := range []map[string]documentedCode{generalCodes, userCodes, systemCodes, poolCodes, volumeCodes, groupCodes, vvolCodes, sanCodes, protectionCodes} {
		if found, ok := table[code]; ok {
			return found, true
		}
	}
	known := loadWorld()
	message, ok := known.samples.Messages[code]
	return documentedCode{known.Errors[code], strings.ReplaceAll(message, "%", "%%")}, ok
}

// failure is a refused call: one of the documented codes with its message.
type failure struct {
	code    string
	status  int
	message string
	// reasons say what a dangerous call would do; only APPROVAL_REQUIRED has any.
	reasons []string
}

// Error says the code and the array's own words.
func (f *failure) Error() string { return f.code + ": " + f.message }

// fail makes the failure of a documented code; args fill its message. An
// undocumented code is a fault of the simulator and answers as one.
func fail(code string, args ...any) error {
	known, ok := lookUpCode(code)
	if !ok {
		return &failure{code: "INTERNAL_SERVER_ERROR", status: 500, message: "undocumented code " + code}
	}
	message := known.format
	if len(args) > 0 || strings.Contains(message, "%%") {
		message = fmt.Sprintf(known.format, args...)
	}
	return &failure{code: code, status: known.status, message: message}
}

// worded is the failure of a documented code in words that the reference has
// for one of its occasions.
func worded(code, message string) error {
	known, _ := lookUpCode(code)
	return &failure{code: code, status: known.status, message: message}
}

// sampleFailure is the failure of a documented code when nothing is known of
// the call: the message's blanks are filled with neutral values.
func sampleFailure(code string) (*failure, bool) {
	known, ok := lookUpCode(code)
	if !ok {
		return nil, false
	}
	message := strings.NewReplacer("%s", "example", "%d", "0", "%%", "%").Replace(known.format)
	refused := &failure{code: code, status: known.status, message: message}
	if code == "APPROVAL_REQUIRED" {
		refused.message = "This is a dangerous operation"
		refused.reasons = []string{refused.message}
	}
	return refused, true
}
