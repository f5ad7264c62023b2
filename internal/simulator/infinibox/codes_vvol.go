package infinibox

// vvolCodes are the error codes of the sections "Vm" and "Vvol".
var vvolCodes = map[string]documentedCode{
	"VIRTUAL_MACHINE_NOT_FOUND": {404, "Virtual machine not found"},
	"VVOL_CANNOT_BE_DELETED":    {409, "The vvol '%s' cannot be deleted. reason: %s"},
	"VVOL_NOT_FOUND":            {404, "vVol not found"},
}
