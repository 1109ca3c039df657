"""Chinese names of places, by time zone; the names in use outside the mainland stand beside the others."""

from __future__ import annotations

PLACES_ZH = {
    "Asia/Shanghai": "中国、大陆、内地、中国大陆、北京、上海、天津、重庆、广东、广州、深圳、珠海、东莞、佛山、中山、"
    "惠州、汕头、湛江、潮州、江门、肇庆、四川、成都、绵阳、乐山、宜宾、九寨沟、湖北、武汉、宜昌、襄阳、荆州、湖南、"
    "长沙、株洲、张家界、湘潭、岳阳、凤凰古城、浙江、杭州、宁波、温州、绍兴、嘉兴、义乌、金华、台州、舟山、湖州、"
    "江苏、南京、苏州、无锡、常州、扬州、徐州、南通、镇江、连云港、盐城、昆山、陕西、西安、咸阳、宝鸡、延安、山东、"
    "济南、青岛、烟台、威海、泰安、潍坊、曲阜、临沂、福建、福州、厦门、泉州、漳州、莆田、武夷山、河南、郑州、洛阳、"
    "开封、安阳、河北、石家庄、唐山、保定、秦皇岛、承德、邯郸、雄安、山西、太原、大同、平遥、辽宁、沈阳、大连、鞍山、"
    "丹东、吉林、长春、延边、黑龙江、哈尔滨、齐齐哈尔、大庆、漠河、内蒙古、内蒙、呼和浩特、包头、鄂尔多斯、呼伦贝尔、"
    "安徽、合肥、黄山、芜湖、江西、南昌、景德镇、九江、赣州、庐山、云南、昆明、大理、丽江、香格里拉、西双版纳、贵州、"
    "贵阳、遵义、广西、南宁、桂林、北海、柳州、阳朔、海南、海口、三亚、甘肃、兰州、敦煌、嘉峪关、天水、青海、西宁、"
    "格尔木、宁夏、银川、新疆、乌鲁木齐、喀什、吐鲁番、伊犁、西藏、拉萨、日喀则、林芝、东北、华北、华东、华南、浦东",
    "Asia/Hong_Kong": "香港、九龙、新界", "Asia/Macau": "澳门",
    "Asia/Taipei": "台湾、台北、高雄、台中、台南、新竹、花莲、基隆、新北、垦丁、金门",
    "Asia/Tokyo": "日本、东京、大阪、京都、札幌、名古屋、福冈、横滨、神户、广岛、奈良、冲绳、北海道、仙台、长崎、"
    "熊本、箱根、那霸、小樽、金泽、镰仓、富士山、九州岛",
    "Asia/Seoul": "韩国、南韩、首尔、汉城、釜山、仁川、济州、济州岛、大邱、光州",
    "Asia/Pyongyang": "朝鲜、北朝鲜、北韩、平壤", "Asia/Ulaanbaatar": "蒙古、蒙古国、外蒙古、乌兰巴托",
    "Asia/Singapore": "新加坡、狮城",
    "Asia/Kuala_Lumpur": "马来西亚、大马、吉隆坡、槟城、马六甲、柔佛、新山、兰卡威、沙巴、亚庇、布城、古晋",
    "Asia/Jakarta": "印度尼西亚、印尼、雅加达、爪哇、爪哇岛、日惹、泗水、苏门答腊、万隆",
    "Asia/Makassar": "巴厘、巴厘岛、龙目岛、望加锡", "Asia/Manila": "菲律宾、马尼拉、宿务、宿雾、长滩岛、达沃",
    "Asia/Bangkok": "泰国、曼谷、清迈、清莱、普吉、普吉岛、芭提雅、芭堤雅、苏梅岛、甲米",
    "Asia/Ho_Chi_Minh": "越南、胡志明市、胡志明、西贡、河内、岘港、芽庄、大叻、顺化、海防、下龙湾",
    "Asia/Phnom_Penh": "柬埔寨、金边、暹粒、吴哥、吴哥窟、西哈努克港",
    "Asia/Vientiane": "老挝、万象、琅勃拉邦、寮国、永珍", "Asia/Yangon": "缅甸、仰光、曼德勒、内比都、蒲甘",
    "Asia/Brunei": "文莱、斯里巴加湾、斯里巴加湾市、汶莱", "Asia/Dili": "东帝汶、帝力",
    "Asia/Kolkata": "印度、新德里、德里、孟买、班加罗尔、加尔各答、金奈、海得拉巴、果阿、浦那、斋浦尔、阿格拉、"
    "瓦拉纳西、清奈、邦加罗尔", "Asia/Karachi": "巴基斯坦、卡拉奇、伊斯兰堡、拉合尔",
    "Asia/Dhaka": "孟加拉国、孟加拉、达卡", "Asia/Kathmandu": "尼泊尔、加德满都、博卡拉",
    "Asia/Colombo": "斯里兰卡、科伦坡、康提", "Indian/Maldives": "马尔代夫、马累", "Asia/Thimphu": "不丹、廷布",
    "Asia/Kabul": "阿富汗、喀布尔", "Asia/Tashkent": "乌兹别克斯坦、乌兹别克、塔什干",
    "Asia/Samarkand": "撒马尔罕、布哈拉", "Asia/Almaty": "哈萨克斯坦、哈萨克、阿拉木图、阿斯塔纳",
    "Asia/Bishkek": "吉尔吉斯斯坦、吉尔吉斯、比什凯克", "Asia/Dushanbe": "塔吉克斯坦、杜尚别",
    "Asia/Ashgabat": "土库曼斯坦、阿什哈巴德", "Asia/Baku": "阿塞拜疆、巴库、亚塞拜然",
    "Asia/Tbilisi": "格鲁吉亚、第比利斯、乔治亚", "Asia/Yerevan": "亚美尼亚、埃里温",
    "Asia/Tehran": "伊朗、德黑兰、伊斯法罕、设拉子", "Asia/Baghdad": "伊拉克、巴格达",
    "Asia/Dubai": "阿联酋、阿拉伯联合酋长国、迪拜、杜拜、阿布扎比、沙迦", "Asia/Qatar": "卡塔尔、多哈、卡达、杜哈",
    "Asia/Bahrain": "巴林、麦纳麦", "Asia/Riyadh": "沙特、沙特阿拉伯、利雅得、麦加、麦地那、吉达、沙乌地阿拉伯",
    "Asia/Kuwait": "科威特、科威特城", "Asia/Muscat": "阿曼、马斯喀特", "Asia/Aden": "也门、萨那、亚丁、叶门",
    "Asia/Damascus": "叙利亚、大马士革、阿勒颇", "Asia/Beirut": "黎巴嫩、贝鲁特", "Asia/Amman": "约旦、安曼、佩特拉",
    "Asia/Jerusalem": "以色列、耶路撒冷、特拉维夫、海法", "Asia/Gaza": "加沙、加沙地带",
    "Asia/Hebron": "巴勒斯坦、约旦河西岸、巴勒斯坦领土", "Asia/Nicosia": "塞浦路斯、尼科西亚、赛普勒斯",
    "Europe/Istanbul": "土耳其、伊斯坦布尔、安卡拉、伊兹密尔、安塔利亚、卡帕多奇亚、伊斯坦堡",
    "Europe/London": "英国、英格兰、苏格兰、威尔士、大不列颠、伦敦、爱丁堡、曼彻斯特、利物浦、伯明翰、剑桥、牛津、"
    "格拉斯哥、加的夫、卡迪夫、利兹、布里斯托、布里斯托尔、谢菲尔德、诺丁汉、巴斯、约克",
    "Europe/Belfast": "北爱尔兰、贝尔法斯特", "Europe/Dublin": "爱尔兰、都柏林、科克、戈尔韦",
    "Europe/Paris": "法国、巴黎、里昂、马赛、尼斯、波尔多、斯特拉斯堡、图卢兹、里尔、戛纳、普罗旺斯、诺曼底、南特、"
    "科西嘉、科西嘉岛、阿维尼翁", "Europe/Monaco": "摩纳哥、蒙特卡洛",
    "Europe/Berlin": "德国、柏林、慕尼黑、汉堡、法兰克福、科隆、斯图加特、莱比锡、德累斯顿、杜塞尔多夫、汉诺威、"
    "纽伦堡、海德堡、不来梅、波恩、多特蒙德、巴伐利亚、弗莱堡、亚琛",
    "Europe/Vienna": "奥地利、维也纳、萨尔茨堡、格拉茨、因斯布鲁克、哈尔施塔特",
    "Europe/Zurich": "瑞士、苏黎世、日内瓦、伯尔尼、巴塞尔、洛桑、卢塞恩、琉森、因特拉肯",
    "Europe/Vaduz": "列支敦士登、瓦杜兹",
    "Europe/Rome": "意大利、罗马、米兰、威尼斯、佛罗伦萨、那不勒斯、都灵、博洛尼亚、西西里、西西里岛、比萨、维罗纳、"
    "热那亚、托斯卡纳、巴勒莫、撒丁岛、义大利、佛罗伦斯、拿坡里", "Europe/Vatican": "梵蒂冈",
    "Europe/San_Marino": "圣马力诺", "Europe/Malta": "马耳他、瓦莱塔",
    "Europe/Madrid": "西班牙、马德里、巴塞罗那、塞维利亚、瓦伦西亚、巴伦西亚、毕尔巴鄂、格拉纳达、马拉加、马略卡、"
    "加泰罗尼亚、安达卢西亚、巴塞隆纳", "Atlantic/Canary": "加那利群岛、特内里费", "Europe/Andorra": "安道尔",
    "Europe/Gibraltar": "直布罗陀", "Europe/Lisbon": "葡萄牙、里斯本、波尔图", "Atlantic/Azores": "亚速尔群岛",
    "Atlantic/Madeira": "马德拉、马德拉群岛",
    "Europe/Amsterdam": "荷兰、阿姆斯特丹、鹿特丹、海牙、乌得勒支、代尔夫特、埃因霍温、马斯特里赫特",
    "Europe/Brussels": "比利时、布鲁塞尔、安特卫普、布鲁日、根特、列日", "Europe/Luxembourg": "卢森堡",
    "Europe/Copenhagen": "丹麦、哥本哈根、奥胡斯", "Atlantic/Faroe": "法罗群岛",
    "Europe/Stockholm": "瑞典、斯德哥尔摩、哥德堡、马尔默、乌普萨拉", "Europe/Oslo": "挪威、奥斯陆、卑尔根、特罗姆瑟",
    "Arctic/Longyearbyen": "斯瓦尔巴群岛、朗伊尔城", "Europe/Helsinki": "芬兰、赫尔辛基、坦佩雷、罗瓦涅米",
    "Atlantic/Reykjavik": "冰岛、雷克雅未克", "Europe/Warsaw": "波兰、华沙、克拉科夫、格但斯克、弗罗茨瓦夫",
    "Europe/Prague": "捷克、捷克共和国、布拉格、布尔诺", "Europe/Bratislava": "斯洛伐克、布拉迪斯拉发",
    "Europe/Budapest": "匈牙利、布达佩斯", "Europe/Bucharest": "罗马尼亚、布加勒斯特",
    "Europe/Chisinau": "摩尔多瓦、基希讷乌", "Europe/Sofia": "保加利亚、索非亚",
    "Europe/Athens": "希腊、雅典、克里特、克里特岛、圣托里尼、塞萨洛尼基、罗得岛",
    "Europe/Belgrade": "塞尔维亚、贝尔格莱德、科索沃、普里什蒂纳",
    "Europe/Zagreb": "克罗地亚、萨格勒布、杜布罗夫尼克、斯普利特、克罗埃西亚",
    "Europe/Ljubljana": "斯洛文尼亚、卢布尔雅那、斯洛维尼亚",
    "Europe/Sarajevo": "波黑、波斯尼亚、波斯尼亚和黑塞哥维那、萨拉热窝", "Europe/Podgorica": "黑山、波德戈里察",
    "Europe/Skopje": "北马其顿、马其顿、斯科普里", "Europe/Tirane": "阿尔巴尼亚、地拉那",
    "Europe/Kyiv": "乌克兰、基辅、敖德萨、利沃夫、哈尔科夫", "Europe/Minsk": "白俄罗斯、明斯克",
    "Europe/Vilnius": "立陶宛、维尔纽斯", "Europe/Riga": "拉脱维亚、里加", "Europe/Tallinn": "爱沙尼亚、塔林",
    "Europe/Moscow": "俄罗斯、俄国、莫斯科、圣彼得堡、喀山、索契", "Europe/Kaliningrad": "加里宁格勒",
    "Europe/Samara": "萨马拉", "Asia/Yekaterinburg": "叶卡捷琳堡", "Asia/Omsk": "鄂木斯克",
    "Asia/Novosibirsk": "新西伯利亚、西伯利亚", "Asia/Krasnoyarsk": "克拉斯诺亚尔斯克",
    "Asia/Irkutsk": "伊尔库茨克、贝加尔湖", "Asia/Yakutsk": "雅库茨克",
    "Asia/Vladivostok": "海参崴、符拉迪沃斯托克、哈巴罗夫斯克、伯力", "Asia/Sakhalin": "萨哈林、库页岛",
    "Asia/Kamchatka": "堪察加、堪察加半岛", "Africa/Cairo": "埃及、开罗、亚历山大、卢克索、阿斯旺",
    "Africa/Casablanca": "摩洛哥、卡萨布兰卡、马拉喀什、拉巴特、非斯", "Africa/El_Aaiun": "西撒哈拉",
    "Africa/Algiers": "阿尔及利亚、阿尔及尔", "Africa/Tunis": "突尼斯", "Africa/Tripoli": "利比亚、的黎波里",
    "Africa/Khartoum": "苏丹、喀土穆", "Africa/Juba": "南苏丹、朱巴",
    "Africa/Addis_Ababa": "埃塞俄比亚、亚的斯亚贝巴、衣索比亚", "Africa/Asmara": "厄立特里亚、阿斯马拉",
    "Africa/Djibouti": "吉布提", "Africa/Mogadishu": "索马里、摩加迪沙",
    "Africa/Nairobi": "肯尼亚、内罗毕、蒙巴萨、肯亚、奈洛比", "Africa/Kampala": "乌干达、坎帕拉",
    "Africa/Dar_es_Salaam": "坦桑尼亚、达累斯萨拉姆、多多马、桑给巴尔", "Africa/Kigali": "卢旺达、基加利",
    "Africa/Bujumbura": "布隆迪、布琼布拉、基特加",
    "Africa/Kinshasa": "刚果金、刚果民主共和国、民主刚果、金沙萨、刚果(金)",
    "Africa/Brazzaville": "刚果、刚果布、刚果共和国、布拉柴维尔、刚果(布)", "Africa/Libreville": "加蓬、利伯维尔",
    "Africa/Malabo": "赤道几内亚、马拉博", "Africa/Douala": "喀麦隆、雅温得、杜阿拉",
    "Africa/Bangui": "中非、中非共和国、班吉", "Africa/Ndjamena": "乍得、恩贾梅纳", "Africa/Niamey": "尼日尔、尼亚美",
    "Africa/Lagos": "尼日利亚、拉各斯、阿布贾、奈及利亚", "Africa/Porto-Novo": "贝宁、波多诺伏",
    "Africa/Lome": "多哥、洛美", "Africa/Accra": "加纳、阿克拉、迦纳",
    "Africa/Abidjan": "科特迪瓦、象牙海岸、阿比让、亚穆苏克罗", "Africa/Ouagadougou": "布基纳法索、瓦加杜古",
    "Africa/Bamako": "马里、巴马科", "Africa/Dakar": "塞内加尔、达喀尔", "Africa/Banjul": "冈比亚、班珠尔",
    "Africa/Bissau": "几内亚比绍、比绍", "Africa/Conakry": "几内亚、科纳克里", "Africa/Freetown": "塞拉利昂、弗里敦",
    "Africa/Monrovia": "利比里亚、蒙罗维亚", "Africa/Nouakchott": "毛里塔尼亚、努瓦克肖特",
    "Atlantic/Cape_Verde": "佛得角、普拉亚", "Africa/Sao_Tome": "圣多美和普林西比、圣多美",
    "Africa/Luanda": "安哥拉、罗安达", "Africa/Lusaka": "赞比亚、卢萨卡", "Africa/Harare": "津巴布韦、哈拉雷",
    "Africa/Blantyre": "马拉维、利隆圭", "Africa/Maputo": "莫桑比克、马普托", "Africa/Windhoek": "纳米比亚、温得和克",
    "Africa/Gaborone": "博茨瓦纳、哈博罗内", "Africa/Johannesburg": "南非、约翰内斯堡、开普敦、德班、比勒陀利亚",
    "Africa/Maseru": "莱索托、马塞卢", "Africa/Mbabane": "斯威士兰、埃斯瓦蒂尼、姆巴巴纳",
    "Indian/Antananarivo": "马达加斯加、塔那那利佛", "Indian/Mauritius": "毛里求斯、路易港",
    "Indian/Mahe": "塞舌尔、维多利亚港", "Indian/Comoro": "科摩罗、莫罗尼", "Indian/Reunion": "留尼汪",
    "America/New_York": "美国、美利坚、美国东部、美国东海岸、美东、东海岸、纽约、曼哈顿、布鲁克林、皇后区、华盛顿、"
    "华府、华盛顿特区、波士顿、费城、迈阿密、亚特兰大、奥兰多、匹兹堡、巴尔的摩、夏洛特、佛罗里达、佐治亚州、新泽西、"
    "马萨诸塞、宾夕法尼亚、弗吉尼亚、康涅狄格、俄亥俄、克利夫兰、华尔街、纽黑文、北卡罗来纳、南卡罗来纳、马里兰、"
    "缅因州、肯塔基、路易斯维尔、西弗吉尼亚、特拉华、佛蒙特、新罕布什尔、哥伦比亚特区、乔治亚州",
    "America/Detroit": "底特律、密歇根",
    "America/Chicago": "芝加哥、休斯顿、休士顿、达拉斯、奥斯汀、圣安东尼奥、新奥尔良、明尼阿波利斯、圣路易斯、孟菲斯、"
    "纳什维尔、堪萨斯城、密尔沃基、得克萨斯、德克萨斯、德州、得州、伊利诺伊、明尼苏达、威斯康星、路易斯安那、"
    "俄克拉荷马、密苏里、田纳西、美国中部、爱荷华、阿肯色、亚拉巴马、阿拉巴马、密西西比、堪萨斯、内布拉斯加、"
    "北达科他、南达科他、圣路易",
    "America/Denver": "丹佛、科罗拉多、盐湖城、犹他、新墨西哥、黄石公园、黄石、蒙大拿、怀俄明",
    "America/Phoenix": "凤凰城、菲尼克斯、亚利桑那",
    "America/Los_Angeles": "洛杉矶、旧金山、三藩市、西雅图、拉斯维加斯、圣迭戈、圣何塞、波特兰、萨克拉门托、硅谷、"
    "好莱坞、湾区、伯克利、加州、加利福尼亚、华盛顿州、俄勒冈、内华达、美国西部、美国西海岸、美西、西海岸、"
    "美国圣地亚哥、尔湾、帕罗奥图", "America/Anchorage": "阿拉斯加、安克雷奇、安克拉治",
    "Pacific/Honolulu": "夏威夷、檀香山、火奴鲁鲁、毛伊岛",
    "America/Toronto": "加拿大、多伦多、渥太华、蒙特利尔、蒙特娄、魁北克、安大略、尼亚加拉",
    "America/Winnipeg": "温尼伯、曼尼托巴", "America/Regina": "里贾纳、萨斯喀彻温",
    "America/Edmonton": "埃德蒙顿、卡尔加里、卡加利、阿尔伯塔、班夫",
    "America/Vancouver": "温哥华、不列颠哥伦比亚、卑诗省、维多利亚", "America/Halifax": "哈利法克斯、新斯科舍",
    "America/St_Johns": "纽芬兰、圣约翰斯", "America/Nuuk": "格陵兰、格陵兰岛、努克",
    "America/Mexico_City": "墨西哥、墨西哥城、瓜达拉哈拉", "America/Monterrey": "蒙特雷", "America/Cancun": "坎昆",
    "America/Tijuana": "蒂华纳", "America/Guatemala": "危地马拉、危地马拉城", "America/Belize": "伯利兹",
    "America/El_Salvador": "萨尔瓦多、圣萨尔瓦多", "America/Tegucigalpa": "洪都拉斯、特古西加尔巴",
    "America/Managua": "尼加拉瓜、马那瓜", "America/Costa_Rica": "哥斯达黎加、圣约瑟",
    "America/Panama": "巴拿马、巴拿马城", "America/Havana": "古巴、哈瓦那", "America/Jamaica": "牙买加、金斯敦",
    "America/Port-au-Prince": "海地、太子港", "America/Santo_Domingo": "多米尼加、多米尼加共和国、圣多明各",
    "America/Puerto_Rico": "波多黎各、圣胡安", "America/Nassau": "巴哈马、拿骚",
    "America/Barbados": "巴巴多斯、布里奇敦", "America/Port_of_Spain": "特立尼达和多巴哥、西班牙港",
    "America/Grenada": "格林纳达", "America/St_Lucia": "圣卢西亚", "America/Dominica": "多米尼克",
    "America/Antigua": "安提瓜和巴布达、安提瓜", "America/St_Kitts": "圣基茨和尼维斯",
    "America/St_Vincent": "圣文森特、圣文森特和格林纳丁斯", "Atlantic/Bermuda": "百慕大、百慕大群岛",
    "America/Cayman": "开曼群岛", "America/Bogota": "哥伦比亚、波哥大、麦德林", "America/Caracas": "委内瑞拉、加拉加斯",
    "America/Guyana": "圭亚那、乔治敦", "America/Paramaribo": "苏里南、帕拉马里博", "America/Cayenne": "法属圭亚那",
    "America/Guayaquil": "厄瓜多尔、基多、瓜亚基尔", "Pacific/Galapagos": "加拉帕戈斯、加拉帕戈斯群岛",
    "America/Lima": "秘鲁、利马、库斯科、马丘比丘", "America/La_Paz": "玻利维亚、拉巴斯、苏克雷",
    "America/Sao_Paulo": "巴西、圣保罗、里约、里约热内卢、巴西利亚", "America/Manaus": "马瑙斯、亚马逊",
    "America/Asuncion": "巴拉圭、亚松森", "America/Montevideo": "乌拉圭、蒙得维的亚",
    "America/Argentina/Buenos_Aires": "阿根廷、布宜诺斯艾利斯", "America/Argentina/Ushuaia": "乌斯怀亚",
    "America/Santiago": "智利、圣地亚哥", "Pacific/Easter": "复活节岛",
    "Atlantic/Stanley": "马尔维纳斯群岛、福克兰群岛",
    "Australia/Sydney": "澳大利亚、澳洲、悉尼、雪梨、堪培拉、新南威尔士、坎培拉", "Australia/Melbourne": "墨尔本",
    "Australia/Brisbane": "布里斯班、黄金海岸、昆士兰、凯恩斯、大堡礁", "Australia/Perth": "珀斯、西澳、西澳大利亚",
    "Australia/Adelaide": "阿德莱德、南澳、南澳大利亚", "Australia/Darwin": "达尔文",
    "Australia/Hobart": "霍巴特、塔斯马尼亚",
    "Pacific/Auckland": "新西兰、奥克兰、惠灵顿、基督城、克赖斯特彻奇、皇后镇、但尼丁、纽西兰、威灵顿",
    "Pacific/Fiji": "斐济、苏瓦", "Pacific/Apia": "萨摩亚、阿皮亚", "Pacific/Pago_Pago": "美属萨摩亚",
    "Pacific/Tongatapu": "汤加、努库阿洛法", "Pacific/Port_Moresby": "巴布亚新几内亚、莫尔兹比港",
    "Pacific/Guadalcanal": "所罗门群岛、霍尼亚拉", "Pacific/Efate": "瓦努阿图、维拉港",
    "Pacific/Noumea": "新喀里多尼亚、努美阿", "Pacific/Tahiti": "大溪地、塔希提、法属波利尼西亚",
    "Pacific/Guam": "关岛", "Pacific/Saipan": "塞班、塞班岛", "Pacific/Palau": "帕劳",
    "Pacific/Pohnpei": "密克罗尼西亚", "Pacific/Majuro": "马绍尔群岛", "Pacific/Tarawa": "基里巴斯",
    "Pacific/Nauru": "瑙鲁", "Pacific/Funafuti": "图瓦卢", "Pacific/Rarotonga": "库克群岛", "Pacific/Niue": "纽埃",
    "Antarctica/McMurdo": "南极、南极洲", "America/Boise": "爱达荷、博伊西",
    "America/Indiana/Indianapolis": "印第安纳、印第安纳波利斯", "America/Recife": "累西腓",
    "Europe/Volgograd": "伏尔加格勒", "Europe/Isle_of_Man": "马恩岛", "Europe/Jersey": "泽西岛",
    "America/Martinique": "马提尼克", "America/Guadeloupe": "瓜德罗普", "America/Aruba": "阿鲁巴",
    "America/Curacao": "库拉索", "Indian/Christmas": "圣诞岛", "Pacific/Chatham": "查塔姆群岛",
    "America/Punta_Arenas": "蓬塔阿雷纳斯", "Asia/Chita": "赤塔", "Asia/Magadan": "马加丹",
    "UTC": "世界协调时、协调世界时、世界标准时、格林威治、格林尼治、世界时",
}  # fmt: skip
"""Zone to places: countries, their capitals and large cities, provinces and states; all of China keeps one time."""

SIMPLIFIED = str.maketrans(
    "萬東臨麗義烏樂喬買雲亞倉倫蘭關興茲內岡沖幾鳳凱則剛別劍務勞區華協盧衛歷釐廈參雙發敘臺葉吳園國圖聖堅塢墾復頭奧婁"
    "寧寶賓爾屬峴島帶廣莊慶廬庫開張徹懷戶揚撾齋無舊時晉來極標橋檳橫畢漢湯瀋溝澤濟溫灣滿濱灘濰靈煙熱愛猶獅瓊鹽磯窩約"
    "納紐紹給維綿緬羅羣聯肅脫臘節蕪蘇荊萊蓮薩讓訥設詩誕諸諾調謝貝貢貴費賈賴賽贊贛輔邊遼達邁連遜遙鄭鄲裡銀錫鎮鐮長門"
    "陽陸陝霧韋韓頁順頓領頗顛馬騷魯鮮雞麥黃齊龍",
    "万东临丽义乌乐乔买云亚仓伦兰关兴兹内冈冲几凤凯则刚别剑务劳区华协卢卫历厘厦参双发叙台叶吴园国图圣坚坞垦复头奥娄"
    "宁宝宾尔属岘岛带广庄庆庐库开张彻怀户扬挝斋无旧时晋来极标桥槟横毕汉汤沈沟泽济温湾满滨滩潍灵烟热爱犹狮琼盐矶窝约"
    "纳纽绍给维绵缅罗群联肃脱腊节芜苏荆莱莲萨让讷设诗诞诸诺调谢贝贡贵费贾赖赛赞赣辅边辽达迈连逊遥郑郸里银锡镇镰长门"
    "阳陆陕雾韦韩页顺顿领颇颠马骚鲁鲜鸡麦黄齐龙",
)
"""Traditional characters to the simplified ones that the names above are written in."""
