package infinibox

// systemCodes are the error codes of the sections "System" and "Ssa Express".
var systemCodes = map[string]documentedCode{
	"CANNOT_DISABLE_POWER_MAINTENANCE_MODE_WITHOUT_FORCE": {403, "Not all nodes are properly protected by the BBUs. Disabling the power maintenance mode at this time will lead to emergency shutdown or node quick exit. If you are sure you want to disable the PMM, use support.power_maintenance_mode.disable --force=yes"},
	"EULA_CANNOT_BE_SNOOZED":                              {409, "EULA can not be snoozed while in stage: SNOOZED"},
	"KMS_CANNOT_DISABLE_DUE_TO_ENCRYPTION_MODE":           {409, "Cannot disable KMS while encryption is enabled"},
	"KMS_CANNOT_ENABLE_DUE_TO_ENCRYPTION_MODE":            {409, "Cannot enable KMS while encryption is enabled"},
	"KMS_ENABLE_MANDATORY_FIELDS_MISSING":                 {409, "Cannot enable KMS when some of the following configuration mandatory fields are missing: [kms_servers, kms_ca_certificate, infinibox_kmip_private_key, infinibox_kmip_certificate]"},
	"KMS_FIPS_NOT_ENABLED":                                {409, "Cannot enable KMS if system is not in FIPS mode"},
	"MAX_SYSTEM_VIRTUAL_CAPACITY_LIMIT":                   {409, "System virtual capacity maximum limit will be exceeded"},
	"SYSTEM_ACTIVATION_REQUIRES_STANDBY_STATE":            {409, "The system can be activated only while in STANDBY state"},
	"SYSTEM_VIRTUAL_CAPACITY_LESS_THAN_HARD":              {409, "System virtual capacity cannot be less than hard capacity"},
	"SYSTEM_VIRTUAL_CAPACITY_LESS_THAN_USED":              {409, "System virtual capacity cannot be less than current total provisioned soft capacity"},
	"UPGRADE_FILE_INVALID":                                {409, "Upgrade file is invalid: file is empty"},
}
