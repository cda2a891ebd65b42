"""Words of the records that the model and its comparison share."""

HERE, MOVED, DEAD, STRUCK = "住民", "転出", "死亡", "消除"
HEAD, LODGER = "世帯主", "同居人"
JAPANESE, FOREIGN = "日本人住民", "外国人住民"
ADDRESS = ("住所_都道府県", "住所_市区郡町村名", "住所_町字", "住所_番地号表記", "住所_方書", "住所_郵便番号")
