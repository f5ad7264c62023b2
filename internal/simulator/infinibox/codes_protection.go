package infinibox

// protectionCodes are the error codes of the sections "Snapshot Policy",
// "Schedule" and "Quality of Service" whose messages have blanks.
var protectionCodes = map[string]documentedCode{
	"ENTITY_ALREADY_ASSIGNED_TO_SNAPSHOT_POLICY":   {409, "%s '%s' is already assigned to snapshot policy '%s'"},
	"INVALID_CHARACTERS_IN_SNAPSHOT_POLICY_SUFFIX": {400, "Invalid characters in snapshot policy suffix '%s'"},
	"QOS_ASSIGNED_ENTITY_NOT_FOUND":                {404, "QoS assigned entity with ID %d was not found"},
	"QOS_ENTITY_NOT_FOUND":                         {404, "QoS policy '%s' does not have an entity with ID %d assigned to it"},
	"QOS_EXPECTED_ENTITY_NOT_FOUND":                {409, "The expected QoS entity of type %s was not found"},
	"QOS_POLICY_INVALID_BURST_PARAMETER":           {409, "The burst_factor must be between 1.1 and 10.0. A valid input needs to be no more than 1 decimal point. The value: %s is invalid"},
	"QOS_POLICY_INVALID_MAX_LIMIT":                 {409, "The %s limit must be between %d and %d. The value: %d is invalid"},
	"QOS_POLICY_MAX_LIMIT_NOT_DEFINED":             {409, "QoS policy '%s' is missing at least one defined limit: Max OPS or Max BPS"},
	"QOS_POLICY_NAME_CONFLICT":                     {409, "A QoS policy with this name '%s' already exists"},
	"QOS_POLICY_NOT_FOUND":                         {404, "QoS policy with ID %d was not found"},
	"QOS_RESOURCE_ADD_FAIL":                        {409, "Failed to assign %s '%s' to QoS policy '%s'"},
	"SCHEDULE_NOT_RELATED_TO_SNAPSHOT_POLICY":      {404, "The schedule is not related to policy '%s'"},
	"SNAPSHOT_POLICY_NAME_CONFLICT":                {409, "A snapshot policy named '%s' already exists"},
	"SNAPSHOT_POLICY_SUFFIX_CONFLICT":              {409, "A snapshot policy with suffix '%s' already exists"},
	"SNAPSHOT_SCHEDULE_NAME_CONFLICT":              {409, "A snapshot schedule named '%s' already exists"},
}
