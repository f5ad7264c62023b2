ephemeral "onprem_infinibox_session" "report" {}

# The name of the array, kept in a file by a tool that knows nothing of
# Terraform. The session ends with the run.
resource "terraform_data" "report" {
  provisioner "local-exec" {
    command = "curl --silent --show-error --fail --header \"Cookie: $COOKIE\" --output system.json \"$ENDPOINT/api/rest/system/name\""

    environment = {
      COOKIE   = ephemeral.onprem_infinibox_session.report.cookie
      ENDPOINT = ephemeral.onprem_infinibox_session.report.endpoint
    }
  }
}
