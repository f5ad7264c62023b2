# Other keys that the array has are left alone.
resource "onprem_infinibox_system_metadata" "contact" {
  entries = {
    contact = "storage@example.com"
    support = "2027-12-31"
  }
}
