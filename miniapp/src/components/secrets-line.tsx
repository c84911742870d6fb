/** What must never be put into this system; stands wherever something goes in. */
import { View } from '@tarojs/components';
import './secrets-line.css';

export const SecretsLine = () => <View className="secrets-line">本系统为非涉密系统，严禁上传国家秘密、工作秘密。</View>;
