data "onprem_infinibox_consistency_group_members" "erp" {
  cg_id = 1072
}

# terraform apply -invoke=action.onprem_infinibox_datasets_update.erp
action "onprem_infinibox_datasets_update" "erp" {
  config {
    ids = data.onprem_infinibox_consistency_group_members.erp.consistency_group_members[*].dataset_id

    data = {
      ssa_express_enabled = true
    }

    # Needed to add them: they take room in the SSA Express cache.
    approved = true
  }
}
