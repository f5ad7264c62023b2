package function

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

// The milliseconds since 1970 of the first and the last moment that RFC 3339,
// with its years of four digits, can write.
const (
	firstMillisecond = -62167219200000
	lastMillisecond  = 253402300799999
)

func newEpochMS() function.Function {
	return conversion[string, int64]{
		name: "epoch_ms",
		definition: function.Definition{
			Summary: "Milliseconds since 1970 of a timestamp",
			MarkdownDescription: "Turns a timestamp of RFC 3339 into milliseconds since 1970-01-01T00:00:00Z, the form in which the InfiniBox takes times such as `lock_expires_at`: " +
				"`\"2027-01-01T00:00:00Z\"` becomes `1798761600000`.\n\n" +
				"A timestamp finer than a millisecond is an error.",
			Parameters: []function.Parameter{function.StringParameter{
				Name:                "timestamp",
				MarkdownDescription: "Date, time and offset, for example `\"2027-01-01T00:00:00Z\"` or `\"2027-01-01T01:00:00.250+01:00\"`.",
			}},
			Return: function.Int64Return{},
		},
		convert: epochMS,
	}
}

func newRFC3339() function.Function {
	return conversion[*big.Float, string]{
		name: "rfc3339",
		definition: function.Definition{
			Summary: "Timestamp of milliseconds since 1970",
			MarkdownDescription: "Turns milliseconds since 1970-01-01T00:00:00Z, the form in which the InfiniBox shows times such as `created_at`, into a timestamp of RFC 3339 in UTC: " +
				"`1798761600000` becomes `\"2027-01-01T00:00:00Z\"`. Milliseconds are written only where there are any.",
			Parameters: []function.Parameter{function.NumberParameter{
				Name:                "epoch_ms",
				MarkdownDescription: "A whole number of milliseconds, of the years 0 to 9999.",
			}},
			Return: function.StringReturn{},
		},
		convert: rfc3339,
	}
}

// timestamp is what RFC 3339 allows, without the decimals' first three digits.
// Go's own reading takes a comma and short hours too, and drops decimals.
var timestamp = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3}(\d*))?(?:Z|[+-]\d\d:\d\d)$`)

func epochMS(text string) (int64, error) {
	parts := timestamp.FindStringSubmatch(text)
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil || parts == nil {
		return 0, fmt.Errorf("%q is not a timestamp of RFC 3339: it must have date, time and offset, such as \"2027-01-01T00:00:00Z\"", text)
	}
	if strings.Trim(parts[1], "0") != "" {
		return 0, fmt.Errorf("%q is finer than a millisecond: it can have three decimals of a second, such as %q",
			text, moment.Truncate(time.Millisecond).Format("2006-01-02T15:04:05.000Z07:00"))
	}
	return moment.UnixMilli(), nil
}

func rfc3339(number *big.Float) (string, error) {
	milliseconds, err := whole(number, "a time in milliseconds since 1970", firstMillisecond, lastMillisecond)
	if err != nil {
		return "", err
	}
	return time.UnixMilli(milliseconds).UTC().Format("2006-01-02T15:04:05.999Z07:00"), nil
}
