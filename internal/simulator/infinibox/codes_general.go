package infinibox

// generalCodes are the error codes that any call can answer: the list of the
// reference's overview and what every collection has in common.
var generalCodes = map[string]documentedCode{
	"APPROVAL_REQUIRED":                     {403, "%s"},
	"ATTRIBUTE_NOT_FOUND":                   {404, "Attribute not found: '%s'"},
	"AUTHENTICATION_REQUIRED":               {401, "The operation requires authentication"},
	"CONFLICT":                              {409, "The request conflicts with an existing object"},
	"ILLEGAL_NODE_STATE":                    {409, "The node is not the master node"},
	"INTERNAL_SERVER_ERROR":                 {500, "Internal server error"},
	"MALFORMED_CONTENT":                     {400, "The request content is malformed"},
	"MALFORMED_ID_TYPE":                     {404, "Object Not Found. Invalid id type (expect to get Number)"},
	"MALFORMED_PARAMETER":                   {400, "A parameter ('%s') could not be translated to an expected type"},
	"MALFORMED_REQUEST":                     {400, "The request headers are wrong: %s"},
	"MAX_PAGE_SIZE_VIOLATION":               {400, "Requested page size %d exceeds range 1..1000 for command '%s'"},
	"METHOD_NOT_ALLOWED":                    {405, "The resource at this path does not support this method"},
	"MISSING_CONTENT":                       {400, "The request is empty"},
	"MISSING_FIELD":                         {400, "A field ('%s') is missing in an object passed"},
	"MISSING_QUERY_PARAMETER":               {400, "A query parameter ('%s') is missing"},
	"NOT_FILTERABLE_FIELD":                  {400, "The request contains a field that cannot be filtered: ('%s')"},
	"NOT_FOUND":                             {404, "Object not found"},
	"NOT_SUPPORTED_IN_SYSTEM_STATE":         {409, "The request is not valid in the present system state"},
	"NOT_SUPPORTED_MULTIPLE_FIELDS_IN_SORT": {400, "Sorting by multiple fields is not supported when the '%s' field is included"},
	"OPERATION_DENIED_CLUSTER_NOT_FULL":     {409, "The cluster is not full, or a node is joining"},
	"OPERATION_NOT_SUPPORTED":               {409, "%s is not supported"},
	"RECONFIGURING":                         {307, "The system is reconfiguring, try again in a few seconds"},
	"UNAUTHORIZED":                          {403, "You are not authorized for this operation, reason: %s"},
	"UNKNOWN_PARAMETER":                     {400, "An unknown parameter was passed: '%s'"},
	"UNKNOWN_PATH":                          {404, "No service at path '%s'"},
	"UNSUPPORTED_FIELD":                     {400, "The request contains an unsupported field ('%s')"},
	"UNSUPPORTED_FILTER_RELATION":           {400, "The filtering operator '%s' is not supported by this resource"},
	"WRONG_PARAMETER":                       {400, "The value (%s) of parameter '%s' does not meet a condition: '%s'"},
}
