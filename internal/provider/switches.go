package provider

import (
	"os"
	"strings"
)

// The variables with which somebody in doubt switches a measure for speed off.
// The results are the same, and come later.
const (
	// shortWayVariable has everything pass through the framework.
	shortWayVariable = "ONPREM_SHORT_WAY"
	// sharedReadsVariable has a request go out for each object that is read.
	sharedReadsVariable = "ONPREM_SHARED_READS"
)

// switchedOff tells whether a variable is "off".
func (o Options) switchedOff(variable string) bool {
	getenv := o.Getenv
	if getenv == nil {
		getenv = os.Getenv
	}
	return strings.EqualFold(getenv(variable), "off")
}
