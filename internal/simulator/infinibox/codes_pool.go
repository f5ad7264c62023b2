package infinibox

// poolCodes are the error codes of the section "Pool".
var poolCodes = map[string]documentedCode{
	"ILLEGAL_POOL_ADMIN":                                 {409, "A non-POOL_ADMIN user cannot be assigned as a pool admin"},
	"ILLEGAL_POOL_CAPACITY":                              {409, "The requested capacity is not allowed. Reason: %s. Wrong capacity value: %s"},
	"ILLEGAL_POOL_PHYSICAL_CAPACITY":                     {409, "The requested physical capacity is not allowed"},
	"ILLEGAL_THRESHOLD_VALUE":                            {400, "Illegal threshold value: %d"},
	"ILLEGAL_WARNING_OR_CRITICAL_VALUE":                  {409, "Illegal value %d. Critical value (%d) must be greater than warning value (%d)"},
	"NOT_SUPPORTED_MULTIPLE_UPDATE":                      {400, "This resource does not support updating multiple fields in one request"},
	"POOL_COUNT_LIMIT":                                   {409, "Pool cannot be created as the maximum number of pools exceeded"},
	"POOL_HAS_CG":                                        {409, "Pool has consistency groups"},
	"POOL_HAS_RG":                                        {409, "Pool has replication groups"},
	"POOL_NAME_CONFLICT":                                 {409, "An entity with this name already exists"},
	"POOL_NOT_EMPTY":                                     {409, "Pool is not empty"},
	"POOL_NOT_FOUND":                                     {404, "Pool not found"},
	"S3_FEATURE_NOT_ENABLED":                             {409, "This operation cannot be completed because the S3-Compatible Object Storage feature is not enabled"},
	"S3_POOL_DELETE_WITH_ACCOUNT_NOT_ALLOWED":            {409, "S3 pool '%s' cannot be deleted because it is associated with S3 account '%s'"},
	"S3_POOL_SET_UNLIMITED_EMERGENCY_BUFFER_NOT_ALLOWED": {409, "An S3 pool cannot have an unlimited emergency buffer"},
	"SET_FS_THRESHOLDS_POOL_TYPE_MISMATCH":               {409, "Filesystem capacity alert thresholds can be configured for STANDARD pools only"},
	"SET_VIRTUAL_CAPACITY_S3_POOL_NOT_ALLOWED":           {409, "An S3 pool cannot have a virtual capacity"},
	"SYSTEM_VIRTUAL_CAPACITY":                            {409, "Used virtual space reached system virtual capacity"},
	"TENANT_NOT_FOUND":                                   {404, "Tenant not found"},
	"USER_IS_FORBIDDEN":                                  {403, "User '%s' is forbidden to modify pool '%s'"},
}
